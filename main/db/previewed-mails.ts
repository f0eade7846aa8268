import type { PreviewedMail } from '../../app/contract/rules-views.ts';
import type { CardId, UnixMs } from '../../app/domain/ids.ts';
import type { MailChange } from '../../app/domain/mail-change.ts';
import { cardById } from './cards.ts';
import { get, sql, type ReadDb } from './sql.ts';

interface MailRow {
  readonly subject: string;
  readonly sent_at: UnixMs;
  readonly address: string | null;
  readonly display_name: string | null;
}

/** The mails of a preview as a person reads them; those that went meanwhile are left out. */
export function previewedMails(db: ReadDb, changes: readonly MailChange[]): readonly PreviewedMail[] {
  const nameOf = (cardId: CardId) => cardById(db, cardId)?.name ?? cardId;
  return changes.flatMap(({ mailId, joins, leaves }) => {
    const row = get<MailRow>(
      db,
      sql`
      SELECT subject, sent_at, coalesce(participant.address, participant.raw_address) AS address, display_name
        FROM mail LEFT JOIN participant ON participant.mail_id = mail.mail_id AND role = 'from'
       WHERE mail.mail_id = ${mailId}
       ORDER BY position`,
    );
    if (row === undefined) return [];
    const address = row.address ?? '';
    const name = row.display_name ?? '';
    const from = { name: name === '' ? address : name, address, isMe: false };
    const mail = { mailId, subject: row.subject, from, sentAt: row.sent_at };
    return [{ ...mail, joins: joins.map(nameOf), leaves: leaves.map(nameOf) }];
  });
}
