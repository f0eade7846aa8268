import type { AllowTarget } from '../../../app/contract/rules-views.ts';
import { canonicalAddress, canonicalDomain } from '../../../app/domain/address.ts';
import type { ActionId, AllowanceId, CanonicalAddress, MessageKey, UnixMs } from '../../../app/domain/ids.ts';
import { MailpinError } from '../../../app/errors.ts';
import { personKey } from '../../../app/rules/identity.ts';
import { registrableDomain } from '../../../app/rules/registrable-domain.ts';
import { allowanceById, deleteAllowanceOf, putAllowance, type Allowance } from '../../db/allowances.ts';
import { mailFactsById } from '../../db/mail-facts.ts';
import { mailIdByKey } from '../../db/mails.ts';
import { resolveMail } from '../../db/resolve-mail.ts';
import { markStaleByDomain, markStaleByKey, markStaleByList, markStaleByPerson } from '../../db/stale-threads.ts';
import type { ReadDb } from '../../db/sql.ts';
import type { Transaction } from '../../db/unit-of-work.ts';
import { sayRule } from './say-rule.ts';

type Named = Pick<Allowance, 'kind' | 'value'>;

/** Lets something through the filters. Throws input.invalid, input.unknown-mail, input.ambiguous. */
export function allow(tx: Transaction, target: AllowTarget, now: UnixMs): ActionId | null {
  const named: Named = { kind: target.kind, value: valueOf(tx.db, target) };
  const word = { topic: `allow-${named.kind}`, subject: named.value, value: true } as const;
  const actionId = sayRule(tx, word, nameOf(tx.db, named), now);
  putAllowed(tx, named, now);
  return actionId;
}

/** Writes what is let through, or with null that it is no longer. */
export function putAllowed(tx: Transaction, named: Named, allowedAt: UnixMs | null): void {
  if (allowedAt === null) deleteAllowanceOf(tx.db, named);
  else putAllowance(tx.db, { ...named, allowedAt });
  markTouched(tx, named);
}

/** Lets it through no longer. Throws input.unknown-entry. */
export function disallow(tx: Transaction, id: AllowanceId, now: UnixMs): ActionId | null {
  const allowance = allowanceById(tx.db, id);
  if (allowance === null) throw new MailpinError('input.unknown-entry', { entry: id });
  const word = { topic: `allow-${allowance.kind}`, subject: allowance.value, value: null } as const;
  const actionId = sayRule(tx, word, nameOf(tx.db, allowance), now);
  putAllowed(tx, allowance, null);
  return actionId;
}

/** A mail or thread by its subject. */
function nameOf(db: ReadDb, { kind, value }: Named): string {
  if (kind !== 'mail' && kind !== 'thread') return value;
  const mailId = mailIdByKey(db, value as MessageKey);
  return (mailId === null ? null : mailFactsById(db, mailId))?.subject ?? '';
}

function valueOf(db: ReadDb, target: AllowTarget): string {
  switch (target.kind) {
    case 'address':
      return valid(canonicalAddress(target.value), 'address');
    case 'domain':
      return valid(canonicalDomain(target.value.trim().replace(/^@/, '')), 'domain');
    case 'list':
      return valid(target.value.trim().replace(/^<|>$/g, '').toLowerCase(), 'list');
    case 'mail':
    case 'thread':
      return valid(mailFactsById(db, resolveMail(db, target.mail))?.key ?? null, 'mail');
  }
}

function valid(value: string | null, field: string): string {
  if (value === null || value === '') throw new MailpinError('input.invalid', { field });
  return value;
}

function markTouched({ db }: Transaction, { kind, value }: Named): void {
  switch (kind) {
    case 'address':
      // Canonical since it was stored.
      markStaleByPerson(db, personKey(value as CanonicalAddress));
      return;
    case 'domain':
      markStaleByDomain(db, registrableDomain(value));
      return;
    case 'list':
      markStaleByList(db, value);
      return;
    case 'mail':
    case 'thread':
      markStaleByKey(db, value as MessageKey);
  }
}
