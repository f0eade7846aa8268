/** What there is to carry: mail on the cards of a CRM, and what the user said of it. */
import type {
  ActionId,
  CardId,
  CrmId,
  DecisionId,
  MailId,
  MessageKey,
  ThreadId,
  UnixMs,
} from '../../app/domain/ids.ts';
import type { Decision } from '../../app/domain/link.ts';
import { decisionsOnCards, insertDecision } from './decisions.ts';
import { all, get, sql, type ReadDb, type WriteDb } from './sql.ts';

/** Cards of a CRM, gone or not, that mail is on, or was put on or taken off by the user. */
export function cardsWithMail(db: ReadDb, crmId: CrmId): readonly CardId[] {
  return all<{ card_id: CardId }>(
    db,
    sql`
    SELECT card_id FROM card
     WHERE crm_id = ${crmId}
       AND (EXISTS (SELECT 1 FROM link WHERE link.card_id = card.card_id)
            OR EXISTS (SELECT 1 FROM decision WHERE decision.card_id = card.card_id AND undone_at IS NULL))
     ORDER BY card_id`,
  ).map((row) => row.card_id);
}

export interface MailOnCard {
  readonly mailId: MailId;
  readonly messageKey: MessageKey;
  readonly threadId: ThreadId;
  /** It looks personal, and the user has not said yes to it. */
  readonly isHeld: boolean;
}

export function mailsOnCard(db: ReadDb, cardId: CardId): readonly MailOnCard[] {
  return all<{ mail_id: MailId; message_key: MessageKey; thread_id: ThreadId; is_held: number }>(
    db,
    sql`
    SELECT mail_id, message_key, thread_id,
           EXISTS (SELECT 1 FROM push_hold WHERE push_hold.message_key = mail.message_key) AS is_held
      FROM link JOIN mail USING (mail_id)
     WHERE card_id = ${cardId}
     ORDER BY mail_id`,
  ).map((row) => ({
    mailId: row.mail_id,
    messageKey: row.message_key,
    threadId: row.thread_id,
    isHeld: row.is_held === 1,
  }));
}

/** What the user said of a card, and of cards that became it. */
export function wordsOnCard(db: ReadDb, cardId: CardId): readonly Decision[] {
  const before = all<{ card_id: CardId }>(
    db,
    sql`
    WITH RECURSIVE same AS (
      SELECT ${cardId} AS card_id
       UNION
      SELECT card.card_id FROM same JOIN card ON card.converted_to_id = same.card_id)
    SELECT card_id FROM same`,
  );
  return decisionsOnCards(
    db,
    before.map((row) => row.card_id),
  );
}

/**
 * Says of another card what was said of this one, at the moment at which it was said: which word is the later one, and what a word on a
 * thread covers, stay what they were. A word that stands there already is not said twice; one that was taken back there is said a
 * moment later, since to another computer the same word at the same moment would be the one taken back.
 *
 * @returns whether there was anything to say
 */
export function repeatWord(db: WriteDb, word: Decision, cardId: CardId, action: () => ActionId): boolean {
  for (let decidedAt = word.decidedAt; ; decidedAt = (decidedAt + 1) as UnixMs) {
    const known = get<{ decision_id: DecisionId; undone_at: UnixMs | null }>(
      db,
      sql`
      SELECT decision_id, undone_at
        FROM decision
       WHERE message_key = ${word.messageKey} AND card_id = ${cardId} AND verdict = ${word.verdict}
         AND reach = ${word.reach} AND person IS ${word.person} AND is_split = ${word.isSplit ? 1 : 0}
         AND decided_at = ${decidedAt}
       ORDER BY undone_at IS NOT NULL
       LIMIT 1`,
    );
    if (known?.undone_at === null) return false;
    if (known !== undefined) continue;
    insertDecision(db, { ...word, actionId: action(), cardId, decidedAt, isCarried: true });
    return true;
  }
}
