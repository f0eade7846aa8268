import type { CardRow } from '../../app/contract/commands.ts';
import { canonicalAddress, canonicalDomain } from '../../app/domain/address.ts';
import type { CardAddress, CardDraft, CardKind, Money } from '../../app/domain/card.ts';
import type { CardId, CrmId, UnixMs } from '../../app/domain/ids.ts';

/** What is wrong with a row. The value that is wrong goes with it. */
export const CARD_ROW_PROBLEMS = [
  'id-not-valid',
  'id-twice',
  'email-not-valid',
  'domain-not-valid',
  'company-unknown',
  'person-unknown',
  'contact-unknown',
  'status-not-valid',
  'amount-not-valid',
  'currency-not-valid',
  'date-not-valid',
] as const;
export type CardRowProblem = (typeof CARD_ROW_PROBLEMS)[number];

export interface RefusedRow {
  readonly row: number;
  readonly problem: CardRowProblem;
  readonly value: string;
}
export interface ReadRows {
  readonly drafts: readonly CardDraft[];
  readonly refused: readonly RefusedRow[];
}

/** Which card ids a row may point at besides those of its own file. */
export type IsKnownCard = (cardId: CardId) => boolean;

/** A row that cannot become a card. */
class RowProblem extends Error {
  readonly problem: CardRowProblem;
  readonly value: string;

  constructor(problem: CardRowProblem, value: string) {
    super(problem);
    this.problem = problem;
    this.value = value;
  }
}

/**
 * Rows of a card file as drafts for a CRM. A row that is refused takes along the rows that point at it, and those only.
 *
 * @param isKnown whether the CRM has the card already
 */
export function readCardRows(rows: readonly CardRow[], crmId: CrmId, isKnown: IsKnownCard): ReadRows {
  const refused: RefusedRow[] = [];
  let accepted = rows;
  for (;;) {
    const drafts: CardDraft[] = [];
    const kept: CardRow[] = [];
    const inFile = new Set(accepted.map(({ kind, id }) => cardIdOf(crmId, kind, id)));
    const seen = new Set<CardId>();
    for (const row of accepted) {
      try {
        const draft = toDraft(row, crmId, (id) => inFile.has(id) || isKnown(id));
        if (seen.has(draft.id)) throw new RowProblem('id-twice', row.id);
        seen.add(draft.id);
        drafts.push(draft);
        kept.push(row);
      } catch (error) {
        if (!(error instanceof RowProblem)) throw error;
        refused.push({ row: row.row, problem: error.problem, value: error.value });
      }
    }
    // Fewer rows may leave others pointing at nothing: read again until nothing more falls.
    if (kept.length === accepted.length) return { drafts, refused: refused.toSorted((a, b) => a.row - b.row) };
    accepted = kept;
  }
}

function toDraft(row: CardRow, crmId: CrmId, isKnown: IsKnownCard): CardDraft {
  if (/[:\p{Cc}]/u.test(row.id)) throw new RowProblem('id-not-valid', row.id);
  const pointedAt = (kinds: readonly CardKind[], id: string, problem: CardRowProblem): CardId => {
    const known = kinds.map((kind) => cardIdOf(crmId, kind, id)).find(isKnown);
    if (known === undefined) throw new RowProblem(problem, id);
    return known;
  };
  return {
    id: cardIdOf(crmId, row.kind, row.id),
    kind: row.kind,
    remoteId: row.id,
    name: row.name.trim(),
    status: statusOf(row),
    addresses: (row.emails ?? []).map(toAddress),
    domains: (row.domains ?? []).map(toDomain),
    companyId: row.company === undefined ? null : pointedAt(['company'], row.company, 'company-unknown'),
    peopleIds: (row.people ?? []).map((id) => pointedAt(['contact', 'lead'], id, 'person-unknown')),
    stage: row.stage === undefined ? null : { pipeline: row.pipeline?.trim() ?? null, name: row.stage.trim() },
    value: moneyOf(row),
    ownerName: row.owner?.trim() ?? null,
    convertedToId: row.convertedTo === undefined ? null : pointedAt(['contact'], row.convertedTo, 'contact-unknown'),
    createdAt: toTime(row.createdAt),
    closedAt: toTime(row.closedAt),
  };
}

function cardIdOf(crmId: CrmId, kind: CardKind, remoteId: string): CardId {
  return `${crmId}:${kind}:${remoteId}` as CardId;
}

function statusOf({ kind, status, convertedTo }: CardRow): CardDraft['status'] {
  if (status === undefined) return convertedTo === undefined ? null : 'converted';
  const isPossible =
    status === 'open' || (kind === 'deal' && status !== 'converted') || (kind === 'lead' && status === 'converted');
  if (!isPossible) throw new RowProblem('status-not-valid', status);
  return status;
}

/** The first address is the primary one. */
function toAddress(written: string, index: number): CardAddress {
  const address = canonicalAddress(written);
  if (address === null) throw new RowProblem('email-not-valid', written);
  return { address, isPrimary: index === 0 };
}

/** People write `@acme.example` and `www.acme.example` for a domain. */
function toDomain(written: string): string {
  const domain = canonicalDomain(
    written
      .trim()
      .replace(/^(?:@|https?:\/\/)?(?:www\.)?/iu, '')
      .replace(/\/$/u, ''),
  );
  if (domain === null || !domain.includes('.')) throw new RowProblem('domain-not-valid', written);
  return domain;
}

/** Without a currency an amount is in euros. */
function moneyOf({ amount, currency }: CardRow): Money | null {
  if (amount === undefined) return null;
  if (!/^-?\d{1,15}(?:\.\d{1,6})?$/u.test(amount)) throw new RowProblem('amount-not-valid', amount);
  const code = (currency ?? 'EUR').toUpperCase();
  if (!/^[A-Z]{3}$/u.test(code)) throw new RowProblem('currency-not-valid', currency ?? '');
  return { amount, currency: code };
}

function toTime(written: string | undefined): UnixMs | null {
  if (written === undefined) return null;
  const time = /^\d{4}-\d{2}-\d{2}/u.test(written) ? Date.parse(written) : Number.NaN;
  if (Number.isNaN(time)) throw new RowProblem('date-not-valid', written);
  return time as UnixMs;
}
