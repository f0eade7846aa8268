import type { AllowanceId, CanonicalAddress, MessageKey, UnixMs } from '../../app/domain/ids.ts';
import type { Allowed } from '../../app/domain/policy.ts';
import { all, get, run, sql, type ReadDb, type WriteDb } from './sql.ts';

export const ALLOWANCE_KINDS = ['address', 'domain', 'list', 'mail', 'thread'] as const;
export type AllowanceKind = (typeof ALLOWANCE_KINDS)[number];

/** Something the user lets through the filters. */
export interface Allowance {
  readonly id: AllowanceId;
  readonly kind: AllowanceKind;
  /** Canonical; of a mail or thread a message key. */
  readonly value: string;
  readonly allowedAt: UnixMs;
}
interface AllowanceRow {
  readonly allowance_id: AllowanceId;
  readonly kind: AllowanceKind;
  readonly value: string;
  readonly allowed_at: UnixMs;
}

/** Newest first. */
export function allowances(db: ReadDb): readonly Allowance[] {
  return all<AllowanceRow>(
    db,
    sql`SELECT allowance_id, kind, value, allowed_at FROM allowance ORDER BY allowance_id DESC`,
  ).map(toAllowance);
}

export function allowanceById(db: ReadDb, id: AllowanceId): Allowance | null {
  const row = get<AllowanceRow>(
    db,
    sql`SELECT allowance_id, kind, value, allowed_at FROM allowance WHERE allowance_id = ${id}`,
  );
  return row === undefined ? null : toAllowance(row);
}

/** What the user lets through, as rules look it up. */
export function readAllowed(db: ReadDb): Allowed {
  const entries = allowances(db);
  const valuesOf = (kind: AllowanceKind) => entries.filter((entry) => entry.kind === kind).map(({ value }) => value);
  return {
    addresses: new Set(valuesOf('address') as CanonicalAddress[]),
    domains: new Set(valuesOf('domain')),
    lists: new Set(valuesOf('list')),
    mails: new Set(valuesOf('mail') as MessageKey[]),
    threads: new Set(valuesOf('thread') as MessageKey[]),
  };
}

export function putAllowance(db: WriteDb, { kind, value, allowedAt }: Omit<Allowance, 'id'>): void {
  run(
    db,
    sql`
    INSERT INTO allowance (kind, value, allowed_at) VALUES (${kind}, ${value}, ${allowedAt})
    ON CONFLICT (kind, value) DO NOTHING`,
  );
}

export function deleteAllowanceOf(db: WriteDb, { kind, value }: Pick<Allowance, 'kind' | 'value'>): void {
  run(db, sql`DELETE FROM allowance WHERE kind = ${kind} AND value = ${value}`);
}

function toAllowance({ allowance_id: id, allowed_at: allowedAt, ...row }: AllowanceRow): Allowance {
  return { id, allowedAt, ...row };
}
