import type { CardId } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';
import { all, get, sql, type ReadDb } from './sql.ts';

interface CardRow {
  readonly card_id: CardId;
  readonly is_gone: 0 | 1;
}

/**
 * The card a user means: by its id (`builtin:deal:d7`) or by an end of it that begins after a colon (`deal:d7`, `d7`) and fits
 * one card only. A card that is gone is meant only where no other fits.
 * Throws input.unknown-card, input.ambiguous (with how many fit).
 */
export function resolveCardId(db: ReadDb, name: string): CardId {
  const id = name.trim();
  const exact = get<CardRow>(db, sql`SELECT card_id, gone_at IS NOT NULL AS is_gone FROM card WHERE card_id = ${id}`);
  if (exact !== undefined) return exact.card_id;
  const fitting = cardsEndingIn(db, `:${id}`);
  const living = fitting.filter((card) => card.is_gone === 0);
  const meant = living.length > 0 ? living : fitting;
  const [only] = meant;
  if (only === undefined || id === '') throw new MailpinError('input.unknown-card', { card: name });
  if (meant.length > 1) throw new MailpinError('input.ambiguous', { name, count: meant.length });
  return only.card_id;
}

function cardsEndingIn(db: ReadDb, end: string): readonly CardRow[] {
  return all<CardRow>(
    db,
    sql`
    SELECT card_id, gone_at IS NOT NULL AS is_gone
      FROM card
     WHERE substr(card_id, -length(${end})) = ${end}`,
  );
}
