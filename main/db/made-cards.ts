import type { ActionId, CardId } from '../../app/domain/ids.ts';
import { all, run, sql, type ReadDb, type WriteDb } from './sql.ts';

export function insertMadeCard(db: WriteDb, actionId: ActionId, cardId: CardId): void {
  run(db, sql`INSERT INTO made_card (action_id, card_id) VALUES (${actionId}, ${cardId})`);
}

/** Cards that the actions made and that are gone with them: not a company for which other cards than these stand by now. */
export function cardsMadeBy(db: ReadDb, actionIds: readonly ActionId[]): readonly CardId[] {
  const asked = JSON.stringify(actionIds);
  return all<{ card_id: CardId }>(
    db,
    sql`
    SELECT DISTINCT card_id
      FROM made_card
     WHERE action_id IN (SELECT value FROM json_each(${asked}))
       AND NOT EXISTS (
         SELECT 1 FROM card AS member
          WHERE member.company_id = made_card.card_id AND member.gone_at IS NULL
            AND member.card_id NOT IN (
              SELECT other.card_id FROM made_card AS other WHERE other.action_id IN (SELECT value FROM json_each(${asked}))))
     ORDER BY card_id`,
  ).map((row) => row.card_id);
}
