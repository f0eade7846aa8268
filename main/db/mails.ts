import { domainOf } from '../../app/domain/address.ts';
import type { CanonicalAddress, MailId, MessageKey, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import type { Direction, PackedMail, Participant } from '../../app/domain/mail.ts';
import { recipientCount } from '../../app/rules/draft-activity.ts';
import { personKey } from '../../app/rules/identity.ts';
import { registrableDomain } from '../../app/rules/registrable-domain.ts';
import { insertMailDetails } from './mail-details.ts';
import { textHead, unpackHtml, unpackText } from './pack-mail.ts';
import { all, get, run, sql, type ReadDb, type WriteDb } from './sql.ts';

/** Mails by key; those that are not stored are left out. */
export function mailIdsByKey(db: ReadDb, keys: readonly MessageKey[]): ReadonlyMap<MessageKey, MailId> {
  const rows = all<{ message_key: MessageKey; mail_id: MailId }>(
    db,
    sql`SELECT message_key, mail_id FROM mail WHERE message_key IN (SELECT value FROM json_each(${JSON.stringify(keys)}))`,
  );
  return new Map(rows.map((row) => [row.message_key, row.mail_id]));
}

export function mailIdByKey(db: ReadDb, key: MessageKey): MailId | null {
  return get<{ mail_id: MailId }>(db, sql`SELECT mail_id FROM mail WHERE message_key = ${key}`)?.mail_id ?? null;
}

/**
 * Stores a mail with everything that belongs to it but its placements and its words in the index (`takeIntoSearch`). `threadId` may be
 * provisional.
 */
export function insertMail(db: WriteDb, mail: PackedMail, place: NewMailPlace): MailId {
  const { lastId } = run(
    db,
    sql`
    INSERT INTO mail (message_key, message_id, thread_id, subject, sent_at, is_date_guessed, direction, kind, snippet,
                      size_bytes, provider_thread_id, recipient_count, attachment_count, is_seen)
    VALUES (${mail.key}, ${mail.messageId}, ${place.threadId}, ${mail.subject}, ${mail.sentAt},
            ${mail.isDateGuessed ? 1 : 0}, ${place.direction}, ${mail.kind}, ${mail.packed.snippet},
            ${mail.sizeBytes}, ${mail.providerThreadId},
            ${recipientCount(mail.participants)}, ${mail.attachments.length}, ${place.isSeen ? 1 : 0})`,
  );
  const mailId = lastId as MailId;
  const { textDeflated, htmlDeflated } = mail.packed;
  run(
    db,
    sql`
    INSERT INTO mail_body (mail_id, text_deflated, html_deflated, is_html_on_text)
    VALUES (${mailId}, ${textDeflated}, ${htmlDeflated}, 1)`,
  );
  insertParticipants(db, mailId, mail.participants, place.remembered);
  insertReferences(db, mailId, mail);
  insertAttachments(db, mailId, mail);
  insertMailDetails(db, mailId, mail);
  insertRoad(db, mailId, mail, place.accountAddresses);
  return mailId;
}
/** What is known of a mail besides its content when it is first stored. */
export interface NewMailPlace {
  readonly threadId: ThreadId;
  readonly direction: Direction;
  readonly isSeen: boolean;
  /** Of the connected accounts: that mail was delivered to one of them says nothing new. */
  readonly accountAddresses: ReadonlySet<CanonicalAddress>;
  /** Addresses that the running transaction remembered: most are on many mails. Those of the mail are added. */
  readonly remembered: Set<CanonicalAddress>;
}

/** Text and HTML of a mail; null when the mail is unknown. */
export function mailBody(db: ReadDb, mailId: MailId): { readonly text: string; readonly html: string | null } | null {
  const row = get<BodyRow>(
    db,
    sql`SELECT text_deflated, html_deflated, is_html_on_text FROM mail_body WHERE mail_id = ${mailId}`,
  );
  if (row === undefined) return null;
  const { text_deflated: text, html_deflated: html } = row;
  return { text: unpackText(text), html: html === null ? null : unpackHtml(html, text, row.is_html_on_text === 1) };
}
interface BodyRow {
  readonly text_deflated: Uint8Array;
  readonly html_deflated: Uint8Array | null;
  readonly is_html_on_text: number;
}

/** Text of a mail; null when the mail is unknown. */
export function mailText(db: ReadDb, mailId: MailId): string | null {
  const row = get<{ text_deflated: Uint8Array }>(
    db,
    sql`SELECT text_deflated FROM mail_body WHERE mail_id = ${mailId}`,
  );
  return row === undefined ? null : unpackText(row.text_deflated);
}

/** The first part of a mail's text, enough to rank deals by the words in it; empty when the mail is unknown. */
export function mailTextHead(db: ReadDb, mailId: MailId): string {
  const row = get<{ text_deflated: Uint8Array }>(
    db,
    sql`SELECT text_deflated FROM mail_body WHERE mail_id = ${mailId}`,
  );
  return row === undefined ? '' : textHead(row.text_deflated);
}

/** Mails held because they are only with blocked people, in the order of their rows. */
export function blockedMailsAfter(db: ReadDb, after: MailId, limit: number): readonly MailId[] {
  return all<{ mail_id: MailId }>(
    db,
    sql`SELECT mail_id FROM mail WHERE held_by = 'blocked' AND mail_id > ${after} ORDER BY mail_id LIMIT ${limit}`,
  ).map((row) => row.mail_id);
}

export function setDirection(db: WriteDb, mailId: MailId, direction: Direction): void {
  run(db, sql`UPDATE mail SET direction = ${direction} WHERE mail_id = ${mailId}`);
}

/**
 * A mail without a date of its own is dated by its earliest copy, whichever of them was seen first.
 * @returns whether this copy is earlier than those before
 */
export function dateByEarliestCopy(db: WriteDb, mailId: MailId, arrivedAt: UnixMs): boolean {
  const { changes } = run(
    db,
    sql`UPDATE mail SET sent_at = ${arrivedAt} WHERE mail_id = ${mailId} AND is_date_guessed = 1 AND sent_at > ${arrivedAt}`,
  );
  return changes > 0;
}

function insertParticipants(
  db: WriteDb,
  mailId: MailId,
  participants: readonly Participant[],
  remembered: Set<CanonicalAddress>,
): void {
  participants.forEach(({ role, address, rawAddress, displayName }, position) => {
    run(
      db,
      sql`
      INSERT INTO participant (mail_id, position, role, address, written_address, display_name)
      VALUES (${mailId}, ${position}, ${role}, ${address}, ${rawAddress === address ? '' : rawAddress}, ${displayName})`,
    );
    if (address === null || remembered.has(address)) return;
    rememberAddress(db, address);
    remembered.add(address);
  });
}

function rememberAddress(db: WriteDb, address: CanonicalAddress): void {
  run(
    db,
    sql`
    INSERT INTO known_address (address, person_key, registrable_domain)
    VALUES (${address}, ${personKey(address)}, ${registrableDomain(domainOf(address))})
    ON CONFLICT (address) DO NOTHING`,
  );
}

/** What it answers is mostly the last of its references: an id is written once. */
function insertReferences(db: WriteDb, mailId: MailId, content: PackedMail): void {
  const named = [
    ...content.references.map((id) => ({ id, field: 'references' })),
    ...content.inReplyTo.filter((id) => !content.references.includes(id)).map((id) => ({ id, field: 'in-reply-to' })),
  ];
  named.forEach(({ id, field }, position) => {
    run(
      db,
      sql`
      INSERT INTO mail_reference (mail_id, position, message_id, field)
      VALUES (${mailId}, ${position}, ${id}, ${field})`,
    );
  });
}

function insertAttachments(db: WriteDb, mailId: MailId, { attachments }: PackedMail): void {
  for (const { part, fileName, mediaType, sizeBytes, contentId, isInline } of attachments) {
    run(
      db,
      sql`
      INSERT INTO attachment (mail_id, part, file_name, media_type, size_bytes, content_id, is_inline)
      VALUES (${mailId}, ${part}, ${fileName}, ${mediaType}, ${sizeBytes}, ${contentId}, ${isInline ? 1 : 0})`,
    );
  }
}

/** What its header says of its way: by which list, to which address besides those of the accounts, and who is to read it. */
function insertRoad(
  db: WriteDb,
  mailId: MailId,
  { listId, deliveredTo, sensitivity }: PackedMail,
  accountAddresses: NewMailPlace['accountAddresses'],
): void {
  if (sensitivity !== null) {
    run(db, sql`INSERT INTO mail_sensitivity (mail_id, sensitivity) VALUES (${mailId}, ${sensitivity})`);
  }
  if (listId !== null) run(db, sql`INSERT INTO mail_list (mail_id, list_id) VALUES (${mailId}, ${listId})`);
  for (const address of new Set(deliveredTo)) {
    if (accountAddresses.has(address)) continue;
    run(db, sql`INSERT INTO delivery (mail_id, address) VALUES (${mailId}, ${address})`);
  }
}
