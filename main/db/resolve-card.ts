import type { CardId } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';
import { cardIdsByEnd } from './cards.ts';
import type { ReadDb } from './sql.ts';

/**
 * The card a user means: by its id (`builtin:deal:d7`) or by an end of it that begins after a colon (`deal:d7`, `d7`) and fits
 * one card only.
 * Throws input.unknown-card, input.ambiguous (with how many fit).
 */
export function resolveCardId(db: ReadDb, name: string): CardId {
  const fitting = cardIdsByEnd(db, name.trim());
  const [only] = fitting;
  if (only === undefined) throw new MailpinError('input.unknown-card', { card: name });
  if (fitting.length > 1) throw new MailpinError('input.ambiguous', { name, count: fitting.length });
  return only;
}
