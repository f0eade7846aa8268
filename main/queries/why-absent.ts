import type { AbsentWhy } from '../../app/contract/why-views.ts';
import { canonicalMessageId } from '../../app/domain/message-id.ts';
import type { MailboxId, MailId } from '../../app/domain/ids.ts';
import { explainAbsent, type AbsentWhyFacts } from '../../app/rules/why-absent.ts';
import { all, sql, type ReadDb } from '../db/sql.ts';
import { accountFacts } from './account-facts.ts';
import { subjectsOfMails } from './subjects.ts';

/** Where a mail may be whose Message-ID the mirror does not hold. */
export function whyAbsent(db: ReadDb, written: string): AbsentWhy {
  const blocked = new Map(blockedRows(db).map((row) => [row.mailbox_id, row.blocked_count]));
  const accounts = accountFacts(db).map(({ id, state, mailboxes }) => ({
    id,
    isInTrouble: state.kind === 'trouble',
    mailboxes: mailboxes.map((mailbox) => ({ ...mailbox, blockedCount: blocked.get(mailbox.id) ?? 0 })),
  }));
  return {
    kind: 'absent',
    messageId: written,
    lines: explainAbsent({ accounts, answeredBy: answeredBy(db, written) }),
  };
}

/** Mails at the server that the blocklist keeps out of the mirror. */
function blockedRows(db: ReadDb): readonly { readonly mailbox_id: MailboxId; readonly blocked_count: number }[] {
  return all(
    db,
    sql`
    SELECT mailbox_id, count(DISTINCT uid) AS blocked_count
      FROM blocked_placement
     GROUP BY mailbox_id`,
  );
}

/** Mails that name it as one they answer: it exists, or existed, somewhere. */
function answeredBy(db: ReadDb, written: string): AbsentWhyFacts['answeredBy'] {
  const messageId = canonicalMessageId(written) ?? canonicalMessageId(`<${written.trim()}>`);
  if (messageId === null) return null;
  const mailIds = all<{ mail_id: MailId }>(
    db,
    sql`
    SELECT DISTINCT mail_id
      FROM mail_reference JOIN mail USING (mail_id)
     WHERE mail_reference.message_id = ${messageId}
     ORDER BY sent_at DESC, mail_id DESC`,
  ).map((row) => row.mail_id);
  const [newest] = mailIds;
  if (newest === undefined) return null;
  return {
    count: mailIds.length,
    newest: { mailId: newest, subject: subjectsOfMails(db, [newest]).get(newest) ?? '' },
  };
}
