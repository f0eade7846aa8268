import type { CrmEntryView } from '../../app/contract/crm-entry-views.ts';
import type { ActivityId, CardId, MailId, MessageId } from '../../app/domain/ids.ts';
import { canonicalMessageId } from '../../app/domain/message-id.ts';
import type { CrmActivity } from '../../app/ports.ts';
import { entryStanding, type MailOfEntry } from '../../app/rules/foreign-mail.ts';
import { all, sql, type ReadDb } from '../db/sql.ts';
import { idList } from './compose-sql.ts';

/** What a CRM says is on a card, with what each entry is to the mail that is here. */
export function crmEntries(db: ReadDb, cardId: CardId, activities: readonly CrmActivity[]): readonly CrmEntryView[] {
  const idOf = new Map(activities.map((one) => [one, messageIdOf(one)]));
  const mails = mailsWith(
    db,
    cardId,
    [...idOf.values()].filter((id) => id !== null),
  );
  return activities.map((activity) => {
    const { activityId, key, isOurs, isMail = true, subject, sentAt } = activity;
    const messageId = idOf.get(activity) ?? null;
    const mail = messageId === null ? null : (mails.get(messageId) ?? null);
    const standing = entryStanding({ activityId, isOurs, isMail }, mail);
    return { activityId, key, isOurs, isMail, standing, mailId: mail?.mailId ?? null, subject, sentAt };
  });
}

function messageIdOf({ messageId }: CrmActivity): MessageId | null {
  return messageId === undefined || messageId === null ? null : canonicalMessageId(messageId);
}

interface MailRow {
  readonly message_id: MessageId;
  readonly mail_id: MailId;
  readonly is_on_card: number;
  readonly activity_id: ActivityId | null;
}

/** Of two mails with one id the one that is on the card. */
function mailsWith(db: ReadDb, cardId: CardId, messageIds: readonly MessageId[]): ReadonlyMap<MessageId, MailOfEntry> {
  const rows = all<MailRow>(
    db,
    sql`
    SELECT message_id, mail_id,
           EXISTS (SELECT 1 FROM link WHERE link.mail_id = mail.mail_id AND link.card_id = ${cardId}) AS is_on_card,
           (SELECT activity_id FROM outbox
             WHERE outbox.message_key = mail.message_key AND outbox.card_id = ${cardId}
               AND intent = 'attach' AND state = 'done') AS activity_id
      FROM json_each(${idList(messageIds)}) AS named CROSS JOIN mail
           ON mail.message_key > named.value || '#' AND mail.message_key < named.value || '$'
          AND mail.message_id = named.value
     ORDER BY is_on_card, mail_id`,
  );
  return new Map(
    rows.map((row) => [
      row.message_id,
      { mailId: row.mail_id, isOnCard: row.is_on_card === 1, activityId: row.activity_id },
    ]),
  );
}
