import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { domainOf } from '../../app/domain/address.ts';
import type { CanonicalAddress, MailId, MessageKey, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import type { Direction, MailContent, Participant } from '../../app/domain/mail.ts';
import { recipientCount } from '../../app/rules/draft-activity.ts';
import { personKey } from '../../app/rules/identity.ts';
import { oneLine, ownWords } from '../../app/rules/quoted-history.ts';
import { registrableDomain } from '../../app/rules/registrable-domain.ts';
import { insertMailDetails } from './mail-details.ts';
import { searchText } from './search-text.ts';
import { get, run, sql, type ReadDb, type WriteDb } from './sql.ts';

/** Characters of the text that are kept beside the body: for lists, and for ranking deals by the words in it. */
const SNIPPET_CHARS = 200;
const TEXT_HEAD_CHARS = 2_000;
/** Characters of the text that can be found by search; a mail with a longer one is found by its beginning. */
const SEARCHED_CHARS = 200_000;

export function mailIdByKey(db: ReadDb, key: MessageKey): MailId | null {
  return get<{ mail_id: MailId }>(db, sql`SELECT mail_id FROM mail WHERE message_key = ${key}`)?.mail_id ?? null;
}

/** Stores a mail with everything that belongs to it but its placements. `threadId` may be provisional. */
export function insertMail(db: WriteDb, content: MailContent, direction: Direction, threadId: ThreadId): MailId {
  const head = content.text.slice(0, TEXT_HEAD_CHARS * 2);
  const { lastId } = run(
    db,
    sql`
    INSERT INTO mail (message_key, message_id, thread_id, subject, sent_at, is_date_guessed, direction, kind, snippet,
                      text_head, size_bytes, provider_thread_id, recipient_count, attachment_count, is_seen)
    VALUES (${content.key}, ${content.messageId}, ${threadId}, ${content.subject}, ${content.sentAt},
            ${content.isDateGuessed ? 1 : 0}, ${direction}, ${content.kind}, ${ownWords(head).slice(0, SNIPPET_CHARS)},
            ${oneLine(head).slice(0, TEXT_HEAD_CHARS)}, ${content.sizeBytes}, ${content.providerThreadId},
            ${recipientCount(content.participants)}, ${content.attachments.length}, 0)`,
  );
  const mailId = lastId as MailId;
  insertBody(db, mailId, content);
  insertParticipants(db, mailId, content.participants);
  insertReferences(db, mailId, content);
  insertAttachments(db, mailId, content);
  insertMailDetails(db, mailId, content);
  insertRoad(db, mailId, content);
  insertSearchText(db, mailId, content);
  return mailId;
}

/** Text and HTML of a mail; null when the mail is unknown. */
export function mailBody(db: ReadDb, mailId: MailId): { readonly text: string; readonly html: string | null } | null {
  const row = get<{ text_deflated: Uint8Array; html_deflated: Uint8Array | null }>(
    db,
    sql`SELECT text_deflated, html_deflated FROM mail_body WHERE mail_id = ${mailId}`,
  );
  if (row === undefined) return null;
  return {
    text: inflateRawSync(row.text_deflated).toString(),
    html: row.html_deflated === null ? null : inflateRawSync(row.html_deflated).toString(),
  };
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

function insertBody(db: WriteDb, mailId: MailId, { text, html }: MailContent): void {
  const htmlDeflated = html === null ? null : deflateRawSync(html);
  run(
    db,
    sql`
    INSERT INTO mail_body (mail_id, text_deflated, html_deflated)
    VALUES (${mailId}, ${deflateRawSync(text)}, ${htmlDeflated})`,
  );
}

function insertParticipants(db: WriteDb, mailId: MailId, participants: readonly Participant[]): void {
  participants.forEach(({ role, address, rawAddress, displayName }, position) => {
    run(
      db,
      sql`
      INSERT INTO participant (mail_id, position, role, address, raw_address, display_name)
      VALUES (${mailId}, ${position}, ${role}, ${address}, ${rawAddress}, ${displayName})`,
    );
    if (address !== null) rememberAddress(db, address);
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

function insertReferences(db: WriteDb, mailId: MailId, content: MailContent): void {
  const named = [
    ...(content.messageId === null ? [] : [{ id: content.messageId, field: 'message-id' }]),
    ...content.references.map((id) => ({ id, field: 'references' })),
    ...content.inReplyTo.map((id) => ({ id, field: 'in-reply-to' })),
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

function insertAttachments(db: WriteDb, mailId: MailId, { attachments }: MailContent): void {
  for (const { part, fileName, mediaType, sizeBytes, contentId, isInline } of attachments) {
    run(
      db,
      sql`
      INSERT INTO attachment (mail_id, part, file_name, media_type, size_bytes, content_id, is_inline)
      VALUES (${mailId}, ${part}, ${fileName}, ${mediaType}, ${sizeBytes}, ${contentId}, ${isInline ? 1 : 0})`,
    );
  }
}

/** How a mail came: by which list, and to which of the user's addresses. */
function insertRoad(db: WriteDb, mailId: MailId, { listId, deliveredTo }: MailContent): void {
  if (listId !== null) run(db, sql`INSERT INTO mail_list (mail_id, list_id) VALUES (${mailId}, ${listId})`);
  for (const address of new Set(deliveredTo)) {
    run(db, sql`INSERT INTO delivery (mail_id, address) VALUES (${mailId}, ${address})`);
  }
}

function insertSearchText(db: WriteDb, mailId: MailId, content: MailContent): void {
  const people = content.participants.map(({ displayName, rawAddress }) => `${displayName} ${rawAddress}`).join(' ');
  run(
    db,
    sql`
    INSERT INTO mail_fts (rowid, subject, people, body)
    VALUES (${mailId}, ${searchText(content.subject)}, ${searchText(people)},
            ${searchText(content.text.slice(0, SEARCHED_CHARS))})`,
  );
}
