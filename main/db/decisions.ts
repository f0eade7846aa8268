import type { ActionId, CanonicalAddress, CardId, DecisionId, MessageKey, UnixMs } from '../../app/domain/ids.ts';
import type { Decision, Reach, Verdict } from '../../app/domain/link.ts';
import type { MailFacts } from '../../app/domain/mail.ts';
import { personKey } from '../../app/rules/identity.ts';
import { all, get, run, sql, type ReadDb, type WriteDb } from './sql.ts';

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
}

/** One thing the user did, as it is remembered for undoing it. */
export interface NewAction {
  readonly verdict: Verdict;
  readonly reach: Reach;
  /** Of the first mail, so that the list of actions can name it. */
  readonly subject: string;
  readonly actedAt: UnixMs;
}

export function insertAction(db: WriteDb, action: NewAction): ActionId {
  const { lastId } = run(
    db,
    sql`
    INSERT INTO action (verdict, reach, subject, mail_count, acted_at)
    VALUES (${action.verdict}, ${action.reach}, ${action.subject}, 0, ${action.actedAt})`,
  );
  return lastId as ActionId;
}

export function setActionMailCount(db: WriteDb, actionId: ActionId, mailCount: number): void {
  run(db, sql`UPDATE action SET mail_count = ${mailCount} WHERE action_id = ${actionId}`);
}

export function insertDecision(db: WriteDb, decision: Omit<Decision, 'id'>): void {
  run(
    db,
    sql`
    INSERT INTO decision (action_id, verdict, reach, message_key, person, person_key, card_id, is_split, decided_at)
    VALUES (${decision.actionId}, ${decision.verdict}, ${decision.reach}, ${decision.messageKey}, ${decision.person},
            ${decision.person === null ? null : personKey(decision.person)}, ${decision.cardId},
            ${decision.isSplit ? 1 : 0}, ${decision.decidedAt})`,
  );
}

/** Standing decisions that point at one of these mails, or at a person who takes part in them; oldest first. */
export function decisionsOn(db: ReadDb, mails: readonly MailFacts[]): readonly Decision[] {
  const keys = JSON.stringify(mails.map((mail) => mail.key));
  const people = JSON.stringify([
    ...new Set(
      mails.flatMap((mail) => mail.participants.flatMap(({ address }) => (address === null ? [] : personKey(address)))),
    ),
  ]);
  return all<DecisionRow>(
    db,
    sql`
    SELECT decision_id, action_id, decision.verdict, decision.reach, message_key, person, card_id, is_split, decided_at
      FROM decision JOIN action USING (action_id)
     WHERE undone_at IS NULL
       AND decision_id IN (
         SELECT decision_id FROM decision WHERE message_key IN (SELECT value FROM json_each(${keys}))
          UNION
         SELECT decision_id FROM decision WHERE person_key IN (SELECT value FROM json_each(${people})))
     ORDER BY decision_id`,
  ).map(toDecision);
}

export function decisionsOfAction(db: ReadDb, actionId: ActionId): readonly Decision[] {
  return all<DecisionRow>(
    db,
    sql`
    SELECT decision_id, action_id, verdict, reach, message_key, person, card_id, is_split, decided_at
      FROM decision
     WHERE action_id = ${actionId}
     ORDER BY decision_id`,
  ).map(toDecision);
}

/** The newest action that still stands and is not older than `since`, or the named one under the same conditions. */
export function undoableAction(db: ReadDb, since: UnixMs, actionId: ActionId | null): ActionId | null {
  const row = get<{ action_id: ActionId }>(
    db,
    sql`
    SELECT action_id
      FROM action
     WHERE undone_at IS NULL AND acted_at >= ${since} AND action_id = coalesce(${actionId}, action_id)
     ORDER BY action_id DESC
     LIMIT 1`,
  );
  return row?.action_id ?? null;
}

export function markUndone(db: WriteDb, actionId: ActionId, at: UnixMs): void {
  run(db, sql`UPDATE action SET undone_at = ${at} WHERE action_id = ${actionId}`);
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
  };
}
