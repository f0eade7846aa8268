import type { AbsentWhy } from '../../app/contract/why-views.ts';
import { canonicalMessageId } from '../../app/domain/message-id.ts';
import type { MailId } from '../../app/domain/ids.ts';
import { explainAbsent, type AbsentWhyFacts } from '../../app/rules/why-absent.ts';
import { all, sql, type ReadDb } from '../db/sql.ts';
import { accountFacts } from './account-facts.ts';
import { subjectsOfMails } from './subjects.ts';

/** Where a mail may be whose Message-ID the mirror does not hold. */
export function whyAbsent(db: ReadDb, written: string): AbsentWhy {
  const accounts = accountFacts(db).map(({ id, state, mailboxes }) => ({
    id,
    isInTrouble: state.kind === 'trouble',
    mailboxes,
  }));
  return {
    kind: 'absent',
    messageId: written,
    lines: explainAbsent({ accounts, answeredBy: answeredBy(db, written) }),
  };
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
