import type { MailboxRef, MailView } from '../../app/contract/mail-views.ts';
import type { AccountId, MailId, MessageId, MessageKey, UnixMs } from '../../app/domain/ids.ts';
import type { Extent } from '../../app/domain/extent.ts';
import type { Attachment, Direction, MailboxRole, MailKind } from '../../app/domain/mail.ts';
import type { MailDetails } from '../../app/domain/mail-details.ts';
import { all, sql, type ReadDb } from '../db/sql.ts';
import { groupBy } from '../db/group-by.ts';
import { detailsOfMails } from '../db/mail-details.ts';
import { idList } from './compose-sql.ts';
import { bouncedMails, troublesOf } from './delivery-troubles.ts';
import { keptOutOfMails, toKeptOut } from './kept-out.ts';
import { linksOfMails, toLinkView } from './live-links.ts';
import { participantsOfMails } from './participants.ts';

interface MailRow {
  readonly mail_id: MailId;
  readonly message_id: MessageId | null;
  readonly message_key: MessageKey;
  readonly subject: string;
  readonly sent_at: UnixMs;
  readonly is_date_guessed: 0 | 1;
  readonly direction: Direction;
  readonly kind: MailKind;
  readonly snippet: string;
  readonly recipient_count: number;
  readonly is_seen: 0 | 1;
  readonly extent: Extent;
}
interface AttachmentRow {
  readonly mail_id: MailId;
  readonly part: string;
  readonly file_name: string;
  readonly media_type: string;
  readonly size_bytes: number;
  readonly content_id: string | null;
  readonly is_inline: 0 | 1;
}
interface MailboxRow {
  readonly mail_id: MailId;
  readonly account_id: AccountId;
  readonly path: string;
  readonly role: MailboxRole | null;
}

/** As a limit: SQLite takes a negative one for none. */
export const ALL = -1;

/**
 * Mails as the reading pane shows them, oldest first; unknown ids are left out. A fixed number of statements however many mails.
 *
 * @param most people, and cards, of all of them together
 */
export function mailViews(db: ReadDb, mailIds: readonly MailId[], most = ALL): readonly MailView[] {
  const participants = participantsOfMails(db, mailIds, most);
  const attachments = groupBy(attachmentRows(db, mailIds), (row) => row.mail_id);
  const mailboxes = groupBy(mailboxRows(db, mailIds), (row) => row.mail_id);
  const links = groupBy(linksOfMails(db, mailIds, most), (link) => link.mailId);
  const keptOut = groupBy(keptOutOfMails(db, mailIds), (refusal) => refusal.mailId);
  const rows = mailRows(db, mailIds);
  const details = detailsOfMails(db, mailIds);
  const sent = rows.filter((row) => row.direction === 'outbound').flatMap((row) => row.message_id ?? []);
  const troubles = troublesOf(db, sent);
  const bounced = bouncedMails(db, [...details.values()].flatMap(originalOf));
  return rows.map((row) => ({
    id: row.mail_id,
    messageId: row.message_id,
    key: row.message_key,
    subject: row.subject,
    participants: participants.get(row.mail_id) ?? [],
    recipientCount: row.recipient_count,
    sentAt: row.sent_at,
    isDateGuessed: row.is_date_guessed === 1,
    direction: row.direction,
    kind: row.kind,
    details: details.get(row.mail_id) ?? null,
    troubles:
      (row.direction === 'outbound' && row.message_id !== null ? troubles.get(row.message_id) : undefined) ?? [],
    bounced: originalOf(details.get(row.mail_id)).flatMap((id) => bounced.get(id) ?? [])[0] ?? null,
    isSeen: row.is_seen === 1,
    snippet: row.snippet,
    attachments: (attachments.get(row.mail_id) ?? []).map(toAttachment),
    extent: row.extent,
    links: (links.get(row.mail_id) ?? []).map(toLinkView),
    keptOut: (keptOut.get(row.mail_id) ?? []).map(toKeptOut),
    mailboxes: (mailboxes.get(row.mail_id) ?? []).map(toMailboxRef),
  }));
}

function originalOf(details: MailDetails | undefined): readonly MessageId[] {
  return details?.kind === 'bounce' && details.originalId !== null ? [details.originalId] : [];
}

function toAttachment(row: AttachmentRow): Attachment {
  return {
    part: row.part,
    fileName: row.file_name,
    mediaType: row.media_type,
    sizeBytes: row.size_bytes,
    contentId: row.content_id,
    isInline: row.is_inline === 1,
  };
}

function toMailboxRef({ account_id: accountId, path, role }: MailboxRow): MailboxRef {
  return { accountId, path, role };
}

function mailRows(db: ReadDb, mailIds: readonly MailId[]): readonly MailRow[] {
  return all<MailRow>(
    db,
    sql`
    SELECT mail_id, message_id, message_key, subject, sent_at, is_date_guessed, direction, kind, snippet,
           recipient_count, is_seen, extent
      FROM mail
     WHERE mail_id IN (SELECT value FROM json_each(${idList(mailIds)}))
     ORDER BY sent_at, mail_id`,
  );
}

function attachmentRows(db: ReadDb, mailIds: readonly MailId[]): readonly AttachmentRow[] {
  return all<AttachmentRow>(
    db,
    sql`
    SELECT mail_id, part, file_name, media_type, size_bytes, content_id, is_inline
      FROM attachment
     WHERE mail_id IN (SELECT value FROM json_each(${idList(mailIds)}))
     ORDER BY mail_id, part`,
  );
}

function mailboxRows(db: ReadDb, mailIds: readonly MailId[]): readonly MailboxRow[] {
  return all<MailboxRow>(
    db,
    sql`
    SELECT placement.mail_id, mailbox.account_id, mailbox.path, mailbox.role
      FROM placement JOIN mailbox USING (mailbox_id)
     WHERE placement.mail_id IN (SELECT value FROM json_each(${idList(mailIds)}))
     UNION
    SELECT placement.mail_id, mailbox.account_id, mailbox.path, mailbox.role
      FROM placement JOIN label USING (mailbox_id, uid) JOIN mailbox ON mailbox.mailbox_id = label.labelled_id
     WHERE placement.mail_id IN (SELECT value FROM json_each(${idList(mailIds)}))
     UNION
    SELECT followed_mail.mail_id, mailbox.account_id, mailbox.path, mailbox.role
      FROM followed_mail JOIN mailbox USING (mailbox_id)
     WHERE followed_mail.mail_id IN (SELECT value FROM json_each(${idList(mailIds)}))
     ORDER BY mail_id, account_id, path`,
  );
}
