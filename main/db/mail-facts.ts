import type { CanonicalAddress, MailId, MessageId, MessageKey, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import type {
  Attachment,
  Direction,
  Addressee,
  MailFacts,
  MailKind,
  NamedMailFacts,
  Participant,
  ParticipantRole,
} from '../../app/domain/mail.ts';
import { MailpinError } from '../../app/errors.ts';
import { parentsFirst } from '../../app/rules/parents-first.ts';
import { groupBy } from './group-by.ts';
import { mailTextHead } from './mails.ts';
import { all, get, sql, type ReadDb } from './sql.ts';

interface MailRow {
  readonly mail_id: MailId;
  readonly message_key: MessageKey;
  readonly message_id: MessageId | null;
  readonly thread_id: ThreadId;
  readonly parent_id: MailId | null;
  readonly subject: string;
  readonly sent_at: UnixMs;
  readonly direction: Direction;
  readonly kind: MailKind;
  readonly list_id: string | null;
}
/** A row is a participant as it is: there are two or three a mail, and none is copied. */
interface AddresseeRow extends Addressee {
  readonly mailId: MailId;
  readonly position: number;
}
interface ParticipantRow {
  readonly role: ParticipantRole;
  readonly address: CanonicalAddress | null;
  readonly raw_address: string;
  readonly display_name: string;
}

/** What rules need to know of the mails of threads, parents before children. Threads that do not exist are left out. */
export function mailFactsOfThreads(
  db: ReadDb,
  threadIds: readonly ThreadId[],
): ReadonlyMap<ThreadId, readonly MailFacts[]> {
  const asked = JSON.stringify(threadIds);
  const rows = all<MailRow>(
    db,
    sql`
    SELECT mail_id, message_key, message_id, thread_id, parent_id, subject, sent_at, direction, kind, list_id
      FROM mail LEFT JOIN mail_list USING (mail_id)
     WHERE thread_id IN (SELECT value FROM json_each(${asked}))`,
  );
  const addressees = all<AddresseeRow>(
    db,
    sql`
    SELECT participant.mail_id AS mailId, position, role, address
      FROM mail JOIN participant USING (mail_id)
     WHERE mail.thread_id IN (SELECT value FROM json_each(${asked}))`,
  );
  const byMail = groupBy(addressees, (row) => row.mailId);
  const facts = rows.map((row) => new StoredMailFacts(db, row, inOrder(byMail.get(row.mail_id) ?? [])));
  const threads = groupBy(facts, (mail) => mail.threadId);
  return new Map([...threads].map(([threadId, mails]) => [threadId, parentsFirst(mails)]));
}

/** They come in the order of the header already; to have it promised, SQLite would sort all of them. */
function inOrder(rows: readonly AddresseeRow[]): readonly AddresseeRow[] {
  const isInOrder = rows.every(({ position }, at) => at === 0 || (rows[at - 1]?.position ?? 0) < position);
  return isInOrder ? rows : rows.toSorted((one, other) => one.position - other.position);
}

/** What rules need to know of one mail; null when it is unknown. */
export function mailFactsById(db: ReadDb, mailId: MailId): NamedMailFacts | null {
  const row = get<MailRow>(
    db,
    sql`
    SELECT mail_id, message_key, message_id, thread_id, parent_id, subject, sent_at, direction, kind, list_id
      FROM mail LEFT JOIN mail_list USING (mail_id)
     WHERE mail_id = ${mailId}`,
  );
  if (row === undefined) return null;
  return new NamedStoredMail(db, row);
}

function participantsOf(db: ReadDb, mailId: MailId): readonly Participant[] {
  return all<ParticipantRow>(
    db,
    sql`
    SELECT role, address, raw_address, display_name
      FROM participant
     WHERE mail_id = ${mailId}
     ORDER BY position`,
  ).map(toParticipant);
}

/** The mails that carry a Message-ID; several when different mails carry one id (rules 4.5). */
export function mailIdsByMessageId(db: ReadDb, messageId: MessageId): readonly MailId[] {
  return all<{ mail_id: MailId }>(
    db,
    sql`
    SELECT mail_id
      FROM mail
     WHERE message_key > ${messageId} || '#' AND message_key < ${messageId} || '$' AND message_id = ${messageId}
     ORDER BY mail_id`,
  ).map((row) => row.mail_id);
}

/** One attachment of a mail. Throws input.unknown-mail when there is none of that number. */
export function attachmentOf(db: ReadDb, mailId: MailId, part: string): Attachment {
  const found = attachmentsOf(db, mailId).find((attachment) => attachment.part === part);
  if (found === undefined) throw new MailpinError('input.unknown-mail', { mail: mailId });
  return found;
}

export function attachmentsOf(db: ReadDb, mailId: MailId): readonly Attachment[] {
  return all<AttachmentRow>(
    db,
    sql`
    SELECT part, file_name, media_type, size_bytes, content_id, is_inline
      FROM attachment
     WHERE mail_id = ${mailId}
     ORDER BY part`,
  ).map((row) => ({
    part: row.part,
    fileName: row.file_name,
    mediaType: row.media_type,
    sizeBytes: row.size_bytes,
    contentId: row.content_id,
    isInline: row.is_inline === 1,
  }));
}
interface AttachmentRow {
  readonly part: string;
  readonly file_name: string;
  readonly media_type: string;
  readonly size_bytes: number;
  readonly content_id: string | null;
  readonly is_inline: number;
}

/** The text is read when somebody asks for it: only mail with several deals to choose from is ranked by its words. */
class StoredMail {
  readonly id: MailId;
  readonly key: MessageKey;
  readonly messageId: MessageId | null;
  readonly threadId: ThreadId;
  readonly parentId: MailId | null;
  readonly subject: string;
  readonly sentAt: UnixMs;
  readonly direction: Direction;
  readonly kind: MailKind;
  readonly listId: string | null;
  readonly #db: ReadDb;

  constructor(db: ReadDb, row: MailRow) {
    this.#db = db;
    this.id = row.mail_id;
    this.key = row.message_key;
    this.messageId = row.message_id;
    this.threadId = row.thread_id;
    this.parentId = row.parent_id;
    this.subject = row.subject;
    this.sentAt = row.sent_at;
    this.direction = row.direction;
    this.kind = row.kind;
    this.listId = row.list_id;
  }

  get textHead(): string {
    return mailTextHead(this.#db, this.id);
  }
}

class StoredMailFacts extends StoredMail implements MailFacts {
  readonly participants: readonly Addressee[];

  constructor(db: ReadDb, row: MailRow, participants: readonly Addressee[]) {
    super(db, row);
    this.participants = participants;
  }
}

/** The people, too, are read when somebody asks for them: there may be thousands. */
class NamedStoredMail extends StoredMail implements NamedMailFacts {
  readonly #people: () => readonly Participant[];
  #known: readonly Participant[] | undefined = undefined;

  constructor(db: ReadDb, row: MailRow) {
    super(db, row);
    this.#people = () => participantsOf(db, row.mail_id);
  }

  get participants(): readonly Participant[] {
    this.#known ??= this.#people();
    return this.#known;
  }
}

function toParticipant(row: ParticipantRow): Participant {
  return { role: row.role, address: row.address, rawAddress: row.raw_address, displayName: row.display_name };
}
