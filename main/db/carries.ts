/** What is carried over from one CRM to another: which card stands for which, and how far it is. */
import type { CardMatching, CarryWord, Counterpart, MatchState } from '../../app/domain/carry.ts';
import type { ActionId, CardId, CarryId, CrmId, UnixMs } from '../../app/domain/ids.ts';
import { all, get, one, run, sql, type ReadDb, type WriteDb } from './sql.ts';

export interface StoredCarry {
  readonly id: CarryId;
  readonly fromId: CrmId;
  readonly toId: CrmId;
  readonly plannedAt: UnixMs;
  /** When the user said go. */
  readonly goneAt: UnixMs | null;
  /** What was said; null before there was anything to say. */
  readonly actionId: ActionId | null;
  readonly isActionUndone: boolean;
  readonly finishedAt: UnixMs | null;
}

/** A card of the old CRM with what is known of its counterpart. */
export interface StoredCarryCard extends CardMatching {
  readonly cardId: CardId;
  readonly said: CarryWord | null;
  /** Where its mail goes; null for nowhere. */
  readonly counterpartId: CardId | null;
  readonly isWritten: boolean;
}

interface CarryRow {
  readonly carry_id: CarryId;
  readonly from_crm: CrmId;
  readonly to_crm: CrmId;
  readonly planned_at: UnixMs;
  readonly gone_at: UnixMs | null;
  readonly action_id: ActionId | null;
  readonly is_undone: number;
  readonly finished_at: UnixMs | null;
}

/** Every carry that was ever planned, the one planned last first. */
export function listCarries(db: ReadDb): readonly StoredCarry[] {
  return all<CarryRow>(
    db,
    sql`
    SELECT carry_id, from_crm, to_crm, planned_at, gone_at, action_id, finished_at, action.undone_at IS NOT NULL AS is_undone
      FROM carry LEFT JOIN action USING (action_id)
     ORDER BY planned_at DESC, carry_id DESC`,
  ).map((row) => ({
    id: row.carry_id,
    fromId: row.from_crm,
    toId: row.to_crm,
    plannedAt: row.planned_at,
    goneAt: row.gone_at,
    actionId: row.action_id,
    isActionUndone: row.is_undone === 1,
    finishedAt: row.finished_at,
  }));
}

/** Begins a carry, or begins it again: then nobody said go yet, unless what is under way is kept. */
export function putCarry(db: WriteDb, fromId: CrmId, toId: CrmId, plannedAt: UnixMs, isGoingOn: boolean): CarryId {
  const isKept = isGoingOn ? 1 : 0;
  return one<{ carry_id: CarryId }>(
    db,
    sql`
    INSERT INTO carry (from_crm, to_crm, planned_at) VALUES (${fromId}, ${toId}, ${plannedAt})
    ON CONFLICT (from_crm, to_crm) DO UPDATE
       SET planned_at = excluded.planned_at, finished_at = NULL,
           gone_at = CASE WHEN ${isKept} THEN gone_at END, action_id = CASE WHEN ${isKept} THEN action_id END
    RETURNING carry_id`,
  ).carry_id;
}

/** The user said go: from the beginning. */
export function startCarry(db: WriteDb, carryId: CarryId, goneAt: UnixMs): void {
  run(db, sql`UPDATE carry SET gone_at = ${goneAt}, action_id = NULL, finished_at = NULL WHERE carry_id = ${carryId}`);
  run(db, sql`UPDATE carry_card SET written_at = NULL WHERE carry_id = ${carryId}`);
}

export function setCarryAction(db: WriteDb, carryId: CarryId, actionId: ActionId): void {
  run(db, sql`UPDATE carry SET action_id = ${actionId} WHERE carry_id = ${carryId}`);
}

export function finishCarry(db: WriteDb, carryId: CarryId, finishedAt: UnixMs): void {
  run(db, sql`UPDATE carry SET finished_at = ${finishedAt} WHERE carry_id = ${carryId}`);
}

interface CarryCardRow {
  readonly card_id: CardId;
  readonly state: MatchState;
  readonly candidates: string;
  readonly said: CarryWord | null;
  readonly counterpart_id: CardId | null;
  readonly written_at: UnixMs | null;
}

export function carryCards(db: ReadDb, carryId: CarryId): readonly StoredCarryCard[] {
  return all<CarryCardRow>(
    db,
    sql`
    SELECT card_id, state, candidates, said, counterpart_id, written_at
      FROM carry_card
     WHERE carry_id = ${carryId}
     ORDER BY card_id`,
  ).map(toCarryCard);
}

export function carryCard(db: ReadDb, carryId: CarryId, cardId: CardId): StoredCarryCard | null {
  const row = get<CarryCardRow>(
    db,
    sql`
    SELECT card_id, state, candidates, said, counterpart_id, written_at
      FROM carry_card
     WHERE carry_id = ${carryId} AND card_id = ${cardId}`,
  );
  return row === undefined ? null : toCarryCard(row);
}

/** Cards whose mail goes somewhere and is not written yet. */
export function unwrittenCards(
  db: ReadDb,
  carryId: CarryId,
  limit: number,
): readonly { readonly cardId: CardId; readonly counterpartId: CardId }[] {
  return all<{ cardId: CardId; counterpartId: CardId }>(
    db,
    sql`
    SELECT card_id AS cardId, counterpart_id AS counterpartId
      FROM carry_card
     WHERE carry_id = ${carryId} AND counterpart_id IS NOT NULL AND written_at IS NULL
     ORDER BY card_id
     LIMIT ${limit}`,
  );
}

export function markWritten(db: WriteDb, carryId: CarryId, cardId: CardId, at: UnixMs): void {
  run(db, sql`UPDATE carry_card SET written_at = ${at} WHERE carry_id = ${carryId} AND card_id = ${cardId}`);
}

/** Replaces the cards of a carry. */
export function putCarryCards(db: WriteDb, carryId: CarryId, cards: readonly StoredCarryCard[], at: UnixMs): void {
  run(db, sql`DELETE FROM carry_card WHERE carry_id = ${carryId}`);
  for (const { cardId, state, candidates, said, counterpartId, isWritten } of cards) {
    run(
      db,
      sql`
      INSERT INTO carry_card (carry_id, card_id, state, candidates, said, counterpart_id, written_at)
      VALUES (${carryId}, ${cardId}, ${state}, ${JSON.stringify(candidates)}, ${said}, ${counterpartId},
              ${isWritten ? at : null})`,
    );
  }
}

/** What the user said of a card's counterpart, and where its mail goes now. A carry that was through with all is no more. */
export function sayCounterpart(
  db: WriteDb,
  carryId: CarryId,
  cardId: CardId,
  { said, counterpartId }: Pick<StoredCarryCard, 'said' | 'counterpartId'>,
): void {
  run(
    db,
    sql`
    UPDATE carry_card SET said = ${said}, counterpart_id = ${counterpartId}
     WHERE carry_id = ${carryId} AND card_id = ${cardId}`,
  );
  if (counterpartId !== null) run(db, sql`UPDATE carry SET finished_at = NULL WHERE carry_id = ${carryId}`);
}

function toCarryCard(row: CarryCardRow): StoredCarryCard {
  return {
    cardId: row.card_id,
    state: row.state,
    candidates: JSON.parse(row.candidates) as readonly Counterpart[],
    said: row.said,
    counterpartId: row.counterpart_id,
    isWritten: row.written_at !== null,
  };
}
