import type { CardId } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';
import { cardById, cardIdsByEnd } from './cards.ts';
import type { ReadDb } from './sql.ts';

const MOST_NAMED = 10;

/**
 * The card a user means: by its id (`builtin:deal:d7`) or by an end of it that begins after a colon (`deal:d7`, `d7`) and fits
 * one card only.
 * Throws input.unknown-card, input.ambiguous (with those that fit).
 */
export function resolveCardId(db: ReadDb, name: string): CardId {
  const fitting = cardIdsByEnd(db, name.trim());
  const [only] = fitting;
  if (only === undefined) throw new MailpinError('input.unknown-card', { card: name });
  if (fitting.length > 1)
    throw new MailpinError('input.ambiguous', { kind: 'card', name, candidates: cardsNamed(db, fitting) });
  return only;
}

/** "builtin:deal:d1 (Pumps) or builtin:contact:d1 (Ana)": each as it has to be written. */
function cardsNamed(db: ReadDb, cardIds: readonly CardId[]): string {
  return cardIds
    .slice(0, MOST_NAMED)
    .map((cardId) => `${cardId} (${cardById(db, cardId)?.name ?? ''})`)
    .join(' or ');
}
