import type { MailName } from '../../app/contract/mail-name.ts';
import { canonicalMessageId } from '../../app/domain/message-id.ts';
import type { MailId } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';
import { mailIdsByMessageId } from './mail-facts.ts';
import { all, get, sql, type ReadDb } from './sql.ts';

const MOST_NAMED = 10;

/**
 * The mail a caller means: by its row, or by its Message-ID with or without angle brackets.
 * Throws input.unknown-mail, input.ambiguous (with the different mails that carry the Message-ID).
 */
export function resolveMail(db: ReadDb, name: MailName): MailId {
  const written = 'mailId' in name ? name.mailId : name.messageId;
  const fitting = 'mailId' in name ? withRow(db, name.mailId) : withMessageId(db, name.messageId);
  const [only] = fitting;
  if (only === undefined) throw new MailpinError('input.unknown-mail', { mail: written });
  if (fitting.length > 1)
    throw new MailpinError('input.ambiguous', { kind: 'mail', name: written, candidates: mailsNamed(db, fitting) });
  return only;
}

/** "7 (ana@acme.example: Pumps) or 9 (...)": by what a reader tells them apart, each behind the number that names it. */
function mailsNamed(db: ReadDb, mailIds: readonly MailId[]): string {
  return all<{ mail_id: MailId; sender: string | null; subject: string }>(
    db,
    sql`
    SELECT mail_id, subject,
           (SELECT raw_address FROM participant WHERE participant.mail_id = mail.mail_id AND role = 'from' LIMIT 1) AS sender
      FROM mail
     WHERE mail_id IN (SELECT value FROM json_each(${JSON.stringify(mailIds)}))
     ORDER BY mail_id
     LIMIT ${MOST_NAMED}`,
  )
    .map((row) => `${row.mail_id} (${row.sender ?? ''}: ${row.subject})`)
    .join(' or ');
}

function withRow(db: ReadDb, mailId: MailId): readonly MailId[] {
  return get(db, sql`SELECT 1 FROM mail WHERE mail_id = ${mailId}`) === undefined ? [] : [mailId];
}

function withMessageId(db: ReadDb, written: string): readonly MailId[] {
  // An id without an @ counts as one only in brackets, which people leave out when they type.
  const messageId = canonicalMessageId(written) ?? canonicalMessageId(`<${written.trim()}>`);
  return messageId === null ? [] : mailIdsByMessageId(db, messageId);
}
