/** Which card has a mail where the CRM keeps it on one card only. Pure. */
import type { CardKind } from '../domain/card.ts';
import type { CrmCapabilities } from '../domain/crm-capabilities.ts';
import type { UnixMs } from '../domain/ids.ts';
import type { ErrorCode } from '../errors.ts';
import type { OutboxEntry } from './outbox-entry.ts';

/** A debt of one mail, with the kind of its card; null when the card is not known any more. */
export interface RivalEntry extends OutboxEntry {
  readonly kind: CardKind | null;
}

const ELSEWHERE = 'crm.one-card-only' satisfies ErrorCode;
/** The last second that a date of four digits can name: not by itself, only when another card lets go. */
const NOT_BY_ITSELF = Date.UTC(9999, 11, 31, 23, 59, 59) as UnixMs;

/** The card that says most about a mail keeps it: the deal before the person, the person before the company. */
const RANKS = { deal: 0, lead: 1, contact: 2, company: 3 } as const satisfies Record<CardKind, number>;

export function isElsewhere({ state }: OutboxEntry): boolean {
  return state.kind === 'waiting' && state.because === ELSEWHERE;
}

/**
 * Whom a mail belongs to, of those that want it and compete for it.
 * @returns null when nobody competes
 */
export function keeperOf<Entry extends RivalEntry>(
  entries: readonly Entry[],
  cardsPerMail: CrmCapabilities['cardsPerMail'],
): Entry | null {
  const rivals = entries.filter((entry) => competes(entry, cardsPerMail) && !isDead(entry));
  const [first, ...others] = rivals;
  if (first === undefined) return null;
  return others.reduce((best, one) => (rank(one) < rank(best) ? one : best), first);
}

/** Whether a card wants the mail and cannot have it beside others. */
export function competes({ intent, kind }: RivalEntry, cardsPerMail: CrmCapabilities['cardsPerMail']): boolean {
  if (intent !== 'attach' || cardsPerMail === 'several') return false;
  return cardsPerMail === 'one' || kind === 'deal' || kind === 'company';
}

/** Another card has the mail: it stands aside, whether or not it had the mail itself. */
export function stoodAside<Entry extends OutboxEntry>(entry: Entry): Entry {
  return { ...entry, state: { kind: 'waiting', until: NOT_BY_ITSELF, attempt: 0, because: ELSEWHERE } };
}

/** The other card let go: the mail is owed here again. */
export function calledBack<Entry extends OutboxEntry>(entry: Entry): Entry {
  return { ...entry, state: { kind: 'pending' } };
}

function isDead({ state }: OutboxEntry): boolean {
  return state.kind === 'dead';
}

function rank({ kind }: RivalEntry): number {
  return kind === null ? 4 : RANKS[kind];
}
