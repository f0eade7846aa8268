import type { MailName } from '../../app/contract/queries.ts';
import { canonicalMessageId } from '../../app/domain/message-id.ts';
import type { MailId } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';
import { all, get, sql, type ReadDb } from './sql.ts';

interface MailRow {
  readonly mail_id: MailId;
}

/**
 * The mail a caller means: by its row, or by its Message-ID with or without angle brackets.
 * Throws input.unknown-mail, input.ambiguous (with how many different mails carry the Message-ID).
 */
export function resolveMail(db: ReadDb, name: MailName): MailId {
  if ('mailId' in name) {
    const row = get<MailRow>(db, sql`SELECT mail_id FROM mail WHERE mail_id = ${name.mailId}`);
    if (row === undefined) throw new MailpinError('input.unknown-mail', { mail: name.mailId });
    return row.mail_id;
  }
  const found = mailsWithId(db, name.messageId);
  const [only] = found;
  if (only === undefined) throw new MailpinError('input.unknown-mail', { mail: name.messageId });
  if (found.length > 1) throw new MailpinError('input.ambiguous', { name: name.messageId, count: found.length });
  return only.mail_id;
}

function mailsWithId(db: ReadDb, typed: string): readonly MailRow[] {
  // An id without an @ counts as one only in brackets, which people leave out when they type.
  const messageId = canonicalMessageId(typed) ?? canonicalMessageId(`<${typed.trim()}>`);
  if (messageId === null) return [];
  return all<MailRow>(db, sql`SELECT mail_id FROM mail WHERE message_id = ${messageId} ORDER BY mail_id`);
}
