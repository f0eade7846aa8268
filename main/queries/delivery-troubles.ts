import type { BouncedMail, DeliveryTrouble } from '../../app/contract/mail-details-views.ts';
import type { MessageId } from '../../app/domain/ids.ts';
import { standingTroubles } from '../../app/rules/delivery-troubles.ts';
import { groupBy } from '../db/group-by.ts';
import { bouncesOf } from '../db/mail-details.ts';
import { all, sql, type ReadDb } from '../db/sql.ts';
import { idList } from './compose-sql.ts';

/** Whom the user's mails did not reach, by Message-ID. One statement however many mails. */
export function troublesOf(
  db: ReadDb,
  messageIds: readonly MessageId[],
): ReadonlyMap<MessageId, readonly DeliveryTrouble[]> {
  const reports = groupBy(bouncesOf(db, messageIds), ({ originalId }) => originalId);
  return new Map(
    [...reports].map(([messageId, ofMail]) => [
      messageId,
      standingTroubles(ofMail).map(({ recipient, report }) => ({
        ...recipient,
        reportedAt: report.sentAt,
        bounceMailId: report.mailId,
      })),
    ]),
  );
}

/** The mails that bounces are about, as far as they are in the mirror, by Message-ID. Of two with one id, the older. */
export function bouncedMails(db: ReadDb, messageIds: readonly MessageId[]): ReadonlyMap<MessageId, BouncedMail> {
  const rows = all<{ message_id: MessageId; mail_id: BouncedMail['mailId']; subject: string }>(
    db,
    sql`
    SELECT message_id, mail_id, subject
      FROM json_each(${idList(messageIds)}) AS named CROSS JOIN mail
           ON mail.message_key > named.value || '#' AND mail.message_key < named.value || '$'
          AND mail.message_id = named.value
     WHERE direction = 'outbound'
     ORDER BY sent_at DESC, mail_id DESC`,
  );
  return new Map(rows.map((row) => [row.message_id, { mailId: row.mail_id, subject: row.subject }]));
}
