import type { CardId, DecisionId, MessageKey, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import type { MailFacts } from '../../app/domain/mail.ts';
import { addressesOf } from '../../app/rules/addresses-of.ts';
import { personKey } from '../../app/rules/identity.ts';
import type { RememberedAnswer } from '../../app/rules/verdict.ts';
import { all, sql, type ReadDb } from './sql.ts';
import { threadsWithPerson } from './threads.ts';

interface AnswerRow {
  readonly decision_id: DecisionId;
  readonly card_id: CardId;
  readonly decided_at: UnixMs;
}

/**
 * What the user said of mail with the people of these mails, as far as their addresses stand on several cards. A word that was taken
 * back for its own mail, by an undo or a later detach there, is none; one on a whole person needs no remembering.
 */
export function rememberedAnswers(db: ReadDb, mails: readonly MailFacts[]): readonly RememberedAnswer[] {
  const people = [...new Set(mails.flatMap((mail) => addressesOf(mail).map(personKey)))];
  return sharedAmong(db, people).flatMap((person) =>
    all<AnswerRow>(
      db,
      sql`
      SELECT DISTINCT decision_id, decision.card_id, decided_at
        FROM known_address JOIN participant USING (address) JOIN mail USING (mail_id)
             JOIN decision USING (message_key) JOIN action USING (action_id)
       WHERE known_address.person_key = ${person}
         AND decision.verdict = 'attach' AND decision.reach <> 'person' AND action.undone_at IS NULL
         AND NOT EXISTS (
           SELECT 1
             FROM decision AS later JOIN action AS of_later USING (action_id)
            WHERE later.message_key = decision.message_key AND later.card_id = decision.card_id
              AND later.verdict = 'detach' AND of_later.undone_at IS NULL
              AND (later.decided_at, later.decision_id) > (decision.decided_at, decision.decision_id))
       ORDER BY decided_at, decision_id`,
    ).map((row) => ({ person, cardId: row.card_id, decidedAt: row.decided_at, decisionId: row.decision_id })),
  );
}

/** Threads to which the user's word on these mails carries over: those with somebody on them whose address stands on several cards. */
export function threadsOfAnswers(db: ReadDb, keys: readonly MessageKey[]): readonly ThreadId[] {
  const people = all<{ person_key: string }>(
    db,
    sql`
    SELECT DISTINCT person_key
      FROM mail JOIN participant USING (mail_id) JOIN known_address USING (address)
     WHERE message_key IN (SELECT value FROM json_each(${JSON.stringify(keys)}))`,
  ).map((row) => row.person_key);
  return sharedAmong(db, people).flatMap((person) => threadsWithPerson(db, person));
}

/** Of people, those whose address stands on several cards, at whatever step of the match: the widest holds the others. */
function sharedAmong(db: ReadDb, people: readonly string[]): readonly string[] {
  return all<{ person_key: string }>(
    db,
    sql`
    SELECT asked.value AS person_key
      FROM json_each(${JSON.stringify(people)}) AS asked
     WHERE (SELECT count(DISTINCT card_id)
              FROM card_address_key JOIN card USING (card_id)
             WHERE address_key = asked.value AND kind <> 'deal' AND gone_at IS NULL) > 1`,
  ).map((row) => row.person_key);
}
