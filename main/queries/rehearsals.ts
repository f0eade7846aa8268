import type { RehearsalView, RehearsedMail } from '../../app/contract/decision-views.ts';
import type { Page } from '../../app/contract/page.ts';
import type { CrmId, MailId } from '../../app/domain/ids.ts';
import type { PersonalSign } from '../../app/domain/personal.ts';
import type { RehearsedSet } from '../../app/domain/rehearsal.ts';
import type { CrmCapabilities } from '../../app/domain/crm-capabilities.ts';
import { isRehearsing } from '../../app/rules/is-rehearsed.ts';
import { rehearsalWords } from '../db/rehearsal.ts';
import { all, one, sql, type ReadDb, type Sql } from '../db/sql.ts';
import { joinSql } from './compose-sql.ts';
import { pushedMails } from './pushed-mails.ts';

/** A CRM as a rehearsal asks it. */
export interface RehearsedCrm {
  readonly id: CrmId;
  readonly capabilities: CrmCapabilities;
}

/** What the first push to a CRM would do: counted over the debts that wait for the go. */
export function rehearsalOf(db: ReadDb, { id: crmId, capabilities }: RehearsedCrm): RehearsalView {
  const words = rehearsalWords(db, crmId);
  const totals = one<{ card_count: number; attachment_bytes: number }>(
    db,
    sql`
    SELECT (SELECT count(DISTINCT card_id) FROM outbox
             WHERE crm_id = ${crmId} AND gate = 'rehearsal' AND state IN ('pending', 'sending', 'waiting')) AS card_count,
           (SELECT coalesce(sum(size_bytes), 0) FROM attachment
             WHERE is_inline = 0 AND mail_id IN (
               SELECT mail_id FROM outbox JOIN mail USING (message_key)
                WHERE crm_id = ${crmId} AND gate = 'rehearsal' AND state IN ('pending', 'sending', 'waiting')
                  AND outbox.extent = 'full')) AS attachment_bytes`,
  );
  const count = (set: RehearsedSet) => countSet(db, crmId, capabilities, set);
  const counts = {
    all: count('all'),
    'headers-only': count('headers-only'),
    cut: count('cut'),
    attachments: count('attachments'),
    dropped: count('dropped'),
    personal: count('personal'),
  };
  return {
    crmId,
    isLocal: capabilities.isLocal,
    isOn: isRehearsing({ isLocal: capabilities.isLocal, isOn: words.isOn }),
    mailCount: counts.all,
    cardCount: totals.card_count,
    counts,
    attachmentBytes: totals.attachment_bytes,
    goneAt: words.goneAt,
  };
}

/** The mails behind a number, newest first. */
export function rehearsedMails(
  db: ReadDb,
  { id: crmId, capabilities }: RehearsedCrm,
  set: RehearsedSet,
  limit: number,
): Page<RehearsedMail> {
  const rows = all<{ mail_id: MailId; sign: string | null }>(
    db,
    joinSql([
      sql`SELECT DISTINCT mail.mail_id, push_hold.sign, mail.sent_at`,
      waiting(crmId),
      ofSet(set, capabilities),
      sql`ORDER BY mail.sent_at DESC, mail.mail_id DESC LIMIT ${limit}`,
    ]),
  );
  const signs = new Map(rows.map((row) => [row.mail_id, row.sign]));
  const mails = pushedMails(
    db,
    rows.map((row) => row.mail_id),
  );
  const items = mails.map(({ mailId, threadId, messageId, subject, from, sentAt, cards }) => {
    const sign = signs.get(mailId) ?? null;
    const found = sign === null ? null : (JSON.parse(sign) as PersonalSign);
    return { mailId, threadId, messageId, subject, from, sentAt, cards, sign: found };
  });
  return { items, next: null, total: countSet(db, crmId, capabilities, set) };
}

function countSet(db: ReadDb, crmId: CrmId, capabilities: RehearsedCrm['capabilities'], set: RehearsedSet): number {
  return one<{ total: number }>(
    db,
    joinSql([sql`SELECT count(DISTINCT mail.mail_id) AS total`, waiting(crmId), ofSet(set, capabilities)]),
  ).total;
}

function waiting(crmId: CrmId): Sql {
  return sql`
    FROM outbox JOIN mail USING (message_key) LEFT JOIN push_hold USING (message_key)
   WHERE outbox.crm_id = ${crmId} AND outbox.gate = 'rehearsal' AND outbox.state IN ('pending', 'sending', 'waiting')`;
}

/** The text of a mail has about as many bytes as the mail without its attachments; at most that much is cut. */
function ofSet(set: RehearsedSet, capabilities: RehearsedCrm['capabilities']): Sql {
  const { recipientLimit, bodyLimitBytes } = capabilities;
  const mostRecipients = recipientLimit ?? Number.MAX_SAFE_INTEGER;
  switch (set) {
    case 'all':
      return sql``;
    case 'headers-only':
      return sql`AND (outbox.extent = 'headers-only' OR mail.recipient_count > ${mostRecipients})`;
    case 'cut':
      return sql`
         AND outbox.extent = 'full' AND mail.recipient_count <= ${mostRecipients}
         AND mail.size_bytes - (SELECT coalesce(sum(size_bytes), 0) FROM attachment WHERE attachment.mail_id = mail.mail_id)
             > ${bodyLimitBytes ?? Number.MAX_SAFE_INTEGER}`;
    case 'attachments':
      return sql`
         AND outbox.extent = 'full' AND mail.recipient_count <= ${mostRecipients}
         AND EXISTS (SELECT 1 FROM attachment WHERE attachment.mail_id = mail.mail_id AND is_inline = 0)`;
    case 'dropped':
      return sql`
         AND outbox.extent = 'full' AND mail.recipient_count <= ${mostRecipients}
         AND EXISTS (SELECT 1 FROM attachment
                      WHERE attachment.mail_id = mail.mail_id AND size_bytes > ${largestAttachment(capabilities)})`;
    case 'personal':
      return sql`AND push_hold.sign IS NOT NULL`;
  }
}

/** In bytes; anything larger stays behind. As `draftActivity` leaves it out. */
function largestAttachment({ attachments, attachmentLimitBytes }: RehearsedCrm['capabilities']): number {
  if (attachments === 'named') return -1;
  return attachments === 'sent' && attachmentLimitBytes !== null ? attachmentLimitBytes : Number.MAX_SAFE_INTEGER;
}
