import type { ActionId, CanonicalAddress, CardId, DecisionId, MessageKey, UnixMs } from '../../app/domain/ids.ts';
import type { Decision, FormerSplit, Reach, Verdict } from '../../app/domain/link.ts';
import { personKey } from '../../app/rules/identity.ts';
import { all, run, sql, type ReadDb, type WriteDb } from './sql.ts';

interface DecisionRow {
  readonly decision_id: DecisionId;
  readonly action_id: ActionId;
  readonly verdict: Verdict;
  readonly reach: Reach;
  readonly message_key: MessageKey;
  readonly person: CanonicalAddress | null;
  readonly card_id: CardId;
  readonly is_split: number;
  readonly decided_at: UnixMs;
  readonly is_carried: number;
}

export function insertDecision(db: WriteDb, decision: Omit<Decision, 'id'>): void {
  run(
    db,
    sql`
    INSERT INTO decision (action_id, verdict, reach, message_key, person, person_key, card_id, is_split, decided_at, is_carried)
    VALUES (${decision.actionId}, ${decision.verdict}, ${decision.reach}, ${decision.messageKey}, ${decision.person},
            ${decision.person === null ? null : personKey(decision.person)}, ${decision.cardId},
            ${decision.isSplit ? 1 : 0}, ${decision.decidedAt}, ${decision.isCarried === true ? 1 : 0})`,
  );
}

/**
 * Standing decisions that point at one of these mails, or at one of these people; oldest first.
 *
 * @param people as `personKey` names them
 */
export function decisionsOn(
  db: ReadDb,
  messageKeys: readonly MessageKey[],
  people: readonly string[],
): readonly Decision[] {
  return all<DecisionRow>(
    db,
    sql`
    SELECT decision_id, action_id, verdict, reach, message_key, person, card_id, is_split, decided_at, is_carried
      FROM decision
     WHERE undone_at IS NULL
       AND decision_id IN (
         SELECT decision_id FROM decision WHERE message_key IN (SELECT value FROM json_each(${JSON.stringify(messageKeys)}))
          UNION
         SELECT decision_id FROM decision WHERE person_key IN (SELECT value FROM json_each(${JSON.stringify(people)})))
     ORDER BY decision_id`,
  ).map(toDecision);
}

/** Standing decisions on these cards, oldest first. */
export function decisionsOnCards(db: ReadDb, cardIds: readonly CardId[]): readonly Decision[] {
  return all<DecisionRow>(
    db,
    sql`
    SELECT decision_id, action_id, verdict, reach, message_key, person, card_id, is_split, decided_at, is_carried
      FROM decision
     WHERE undone_at IS NULL AND card_id IN (SELECT value FROM json_each(${JSON.stringify(cardIds)}))
     ORDER BY decided_at, decision_id`,
  ).map(toDecision);
}

/** Splits at these mails that were taken back; once is enough where an action split a thread with two decisions. */
export function formerSplits(db: ReadDb, keys: readonly MessageKey[]): readonly FormerSplit[] {
  return all<{ message_key: MessageKey; decided_at: UnixMs; undone_at: UnixMs }>(
    db,
    sql`
    SELECT DISTINCT message_key, decided_at, undone_at
      FROM decision
     WHERE message_key IN (SELECT value FROM json_each(${JSON.stringify(keys)}))
       AND is_split = 1 AND undone_at IS NOT NULL
     ORDER BY decided_at, message_key`,
  ).map((row) => ({ messageKey: row.message_key, decidedAt: row.decided_at, undoneAt: row.undone_at }));
}

function toDecision(row: DecisionRow): Decision {
  return {
    id: row.decision_id,
    actionId: row.action_id,
    verdict: row.verdict,
    reach: row.reach,
    messageKey: row.message_key,
    person: row.person,
    cardId: row.card_id,
    isSplit: row.is_split === 1,
    decidedAt: row.decided_at,
    ...(row.is_carried === 1 && { isCarried: true }),
  };
}
