import { domainOf } from '../../app/domain/address.ts';
import type { CanonicalAddress, MailId, MessageId } from '../../app/domain/ids.ts';
import type { Direction, PackedMail } from '../../app/domain/mail.ts';
import { recipientCount } from '../../app/rules/draft-activity.ts';
import { personKey } from '../../app/rules/identity.ts';
import { registrableDomain } from '../../app/rules/registrable-domain.ts';
import { insertRows } from './insert-rows.ts';
import { insertMailDetails } from './mail-details.ts';
import { all, one, sql, type ReadDb, type SqlValue, type WriteDb } from './sql.ts';
import type { ThreadPlace } from './threads.ts';

/** A mail about to be stored, and what is known of it besides its content. */
export interface NewMail {
  /** See `nextMailId`. */
  readonly mailId: MailId;
  readonly content: PackedMail;
  readonly place: ThreadPlace;
  readonly direction: Direction;
  readonly isSeen: boolean;
}

/**
 * The id of the next mail to be stored; those after it count up from there. Good until the end of the transaction. Behind what is left of
 * mails whose row another program took away, too.
 */
export function nextMailId(db: WriteDb): MailId {
  return one<{ next: MailId }>(
    db,
    sql`
    SELECT max(coalesce((SELECT max(mail_id) FROM mail), 0), coalesce((SELECT max(mail_id) FROM mail_body), 0),
               coalesce((SELECT max(mail_id) FROM participant), 0), coalesce((SELECT max(mail_id) FROM search_place), 0)) + 1 AS next`,
  ).next;
}

/**
 * Stores mails with everything that belongs to them but their placements and their words in the index (`takeIntoSearch`). Table after table:
 * most of what a row costs by itself is beginning and ending its statement.
 *
 * @param accountAddresses of the connected accounts: that mail was delivered to one of them says nothing new
 */
export function insertMails(
  db: WriteDb,
  mails: readonly NewMail[],
  accountAddresses: ReadonlySet<CanonicalAddress>,
): void {
  insertRows(db, MAIL, mails.flatMap(mailRow));
  insertTexts(db, mails);
  insertRows(db, PARTICIPANT, mails.flatMap(participantRows));
  rememberAddresses(db, mails);
  insertRows(db, 'mail_reference (mail_id, position, message_id, field)', mails.flatMap(referenceRows));
  insertRows(db, ATTACHMENT, mails.flatMap(attachmentRows));
  for (const { mailId, content } of mails) insertMailDetails(db, mailId, content);
  insertRoads(db, mails, accountAddresses);
}

/** Text and HTML of mails that have none here. */
export function insertTexts(db: WriteDb, mails: readonly Pick<NewMail, 'mailId' | 'content'>[]): void {
  insertRows(db, 'mail_body (mail_id, text_deflated, html_deflated, is_html_on_text)', mails.flatMap(bodyRow));
}

const MAIL = `mail (mail_id, message_key, message_id, thread_id, parent_id, subject, sent_at, is_date_guessed, direction, kind, snippet,
  size_bytes, provider_thread_id, recipient_count, attachment_count, is_seen)`;

function mailRow({ mailId, content: mail, place, direction, isSeen }: NewMail): readonly SqlValue[] {
  return [
    mailId,
    mail.key,
    mail.messageId,
    place.threadId,
    place.parentId,
    mail.subject,
    mail.sentAt,
    mail.isDateGuessed ? 1 : 0,
    direction,
    mail.kind,
    mail.packed.snippet,
    mail.sizeBytes,
    mail.providerThreadId,
    recipientCount(mail.participants),
    mail.attachments.length,
    isSeen ? 1 : 0,
  ];
}

function bodyRow({ mailId, content: { packed } }: Pick<NewMail, 'mailId' | 'content'>): readonly SqlValue[] {
  return [mailId, packed.textDeflated, packed.htmlDeflated, 1];
}

const PARTICIPANT = 'participant (mail_id, position, role, address, written_address, display_name)';

function participantRows({ mailId, content }: NewMail): readonly SqlValue[] {
  return content.participants.flatMap(({ role, address, rawAddress, displayName }, position) => [
    mailId,
    position,
    role,
    address,
    rawAddress === address ? '' : rawAddress,
    displayName,
  ]);
}

/** Most addresses are on many mails: those that are known are looked up at once. */
function rememberAddresses(db: WriteDb, mails: readonly NewMail[]): void {
  const met = new Set<CanonicalAddress>();
  for (const { content } of mails)
    for (const { address } of content.participants) if (address !== null) met.add(address);
  for (const known of knownAmong(db, [...met])) met.delete(known);
  insertRows(
    db,
    'known_address (address, person_key, registrable_domain)',
    [...met].flatMap((address) => [address, personKey(address), registrableDomain(domainOf(address))]),
  );
}

function knownAmong(db: ReadDb, addresses: readonly CanonicalAddress[]): readonly CanonicalAddress[] {
  return all<{ address: CanonicalAddress }>(
    db,
    sql`SELECT address FROM known_address WHERE address IN (SELECT value FROM json_each(${JSON.stringify(addresses)}))`,
  ).map((row) => row.address);
}

function referenceRows({ mailId, content }: NewMail): readonly SqlValue[] {
  const named = [
    ...content.references.map((id) => ({ id, field: 'references' })),
    ...answeredBesides(content).map((id) => ({ id, field: 'in-reply-to' })),
  ];
  return named.flatMap(({ id, field }, position) => [mailId, position, id, field]);
}

/** What a mail answers is mostly the last of its references: an id is written once. */
export function answeredBesides({ inReplyTo, references }: PackedMail): readonly MessageId[] {
  return inReplyTo.filter((id) => !references.includes(id));
}

const ATTACHMENT = 'attachment (mail_id, part, file_name, media_type, size_bytes, content_id, is_inline)';

function attachmentRows({ mailId, content }: NewMail): readonly SqlValue[] {
  return content.attachments.flatMap(({ part, fileName, mediaType, sizeBytes, contentId, isInline }) => [
    mailId,
    part,
    fileName,
    mediaType,
    sizeBytes,
    contentId,
    isInline ? 1 : 0,
  ]);
}

/** What their headers say of their way: by which list, to which address besides those of the accounts, and who is to read them. */
function insertRoads(db: WriteDb, mails: readonly NewMail[], accountAddresses: ReadonlySet<CanonicalAddress>): void {
  const [sensitivities, lists, deliveries]: [SqlValue[], SqlValue[], SqlValue[]] = [[], [], []];
  for (const { mailId, content } of mails) {
    const { listId, deliveredTo, sensitivity } = content;
    if (sensitivity !== null) sensitivities.push(mailId, sensitivity);
    if (listId !== null) lists.push(mailId, listId);
    for (const address of new Set(deliveredTo)) if (!accountAddresses.has(address)) deliveries.push(mailId, address);
  }
  insertRows(db, 'mail_sensitivity (mail_id, sensitivity)', sensitivities);
  insertRows(db, 'mail_list (mail_id, list_id)', lists);
  insertRows(db, 'delivery (mail_id, address)', deliveries);
}
