import type { MailId, MessageKey, UnixMs } from '../../app/domain/ids.ts';
import type { Direction } from '../../app/domain/mail.ts';
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
