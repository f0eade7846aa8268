import type { MailName } from '../../app/contract/queries.ts';
import { canonicalMessageId } from '../../app/domain/message-id.ts';
import type { MailId } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';
import { mailIdsByMessageId } from './mail-facts.ts';
import { get, sql, type ReadDb } from './sql.ts';

/**
 * The mail a caller means: by its row, or by its Message-ID with or without angle brackets.
 * Throws input.unknown-mail, input.ambiguous (with how many different mails carry the Message-ID).
 */
export function resolveMail(db: ReadDb, name: MailName): MailId {
  const written = 'mailId' in name ? name.mailId : name.messageId;
  const fitting = 'mailId' in name ? withRow(db, name.mailId) : withMessageId(db, name.messageId);
  const [only] = fitting;
  if (only === undefined) throw new MailpinError('input.unknown-mail', { mail: written });
  if (fitting.length > 1) throw new MailpinError('input.ambiguous', { name: written, count: fitting.length });
  return only;
}

function withRow(db: ReadDb, mailId: MailId): readonly MailId[] {
  return get(db, sql`SELECT 1 FROM mail WHERE mail_id = ${mailId}`) === undefined ? [] : [mailId];
}

function withMessageId(db: ReadDb, written: string): readonly MailId[] {
  // An id without an @ counts as one only in brackets, which people leave out when they type.
  const messageId = canonicalMessageId(written) ?? canonicalMessageId(`<${written.trim()}>`);
  return messageId === null ? [] : mailIdsByMessageId(db, messageId);
}
