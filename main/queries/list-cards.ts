import type { CardSummary } from '../../app/contract/card-views.ts';
import type { CardKind } from '../../app/domain/card.ts';
import type { CardId } from '../../app/domain/ids.ts';
import { all, sql, type ReadDb } from '../db/sql.ts';
import { cardSummaries } from './card-summaries.ts';
import { allOf, joinSql } from './compose-sql.ts';
import { folded, foldedWords } from './fold.ts';

interface NamedRow {
  readonly card_id: CardId;
  readonly name: string;
  readonly addresses: string | null;
}

export interface ListCards {
  readonly kind?: CardKind | undefined;
  readonly text?: string | undefined;
  readonly limit: number;
}

/** Living cards by name. Every word of `text` must be in the name or an address; case and accents do not count. */
export function listCards(db: ReadDb, { kind, text, limit }: ListCards): readonly CardSummary[] {
  return cardSummaries(db, cardsNamed(db, text ?? '', kind).slice(0, limit));
}

/**
 * Ids of living cards that fit the words, by name. SQLite folds ASCII only, so words are compared here: a CRM has thousands of
 * cards, not millions.
 */
export function cardsNamed(db: ReadDb, text: string, kind?: CardKind): readonly CardId[] {
  const words = foldedWords(text);
  const rows = all<NamedRow>(
    db,
    joinSql([
      sql`
      SELECT card.card_id, card.name,
             (SELECT group_concat(address, ' ') FROM card_address WHERE card_address.card_id = card.card_id) AS addresses
        FROM card
       WHERE`,
      allOf([sql`card.gone_at IS NULL`, ...(kind === undefined ? [] : [sql`card.kind = ${kind}`])]),
      sql`ORDER BY card.name COLLATE NOCASE, card.card_id`,
    ]),
  );
  return rows.filter((row) => fits(row, words)).map((row) => row.card_id);
}

function fits({ name, addresses }: NamedRow, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = folded(`${name} ${addresses ?? ''}`);
  return words.every((word) => text.includes(word));
}
