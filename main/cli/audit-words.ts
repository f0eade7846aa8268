import type { AuditDifference, AuditReport, MailboxAudit } from '../../app/contract/audit-views.ts';
import { AUDIT_REASONS, REPAIRABLE_REASONS } from '../../app/domain/audit.ts';
import { FILTERS } from '../../app/domain/link.ts';
import { errorWords } from '../../resources/locales/error-words.ts';
import type { Text } from '../../resources/text.ts';
import { mailboxName } from './account-words.ts';

/** Differences that people see; programs and the CSV file have them all. */
const SHOWN_DIFFERENCES = 20;

/** "Inbox 268 of 268, Sent 337 of 337, 4 held back (2 internal, 1 blocked, 1 over the limit)", and what is wrong line by line. */
export function auditLines(text: Text, report: AuditReport): string[] {
  if (report.error !== null) {
    const { what, next } = errorWords(text.format, report.error);
    return [`${report.address}  ${what}`, `  ${next}`];
  }
  const wrong = report.differences.filter(({ reason }) => REPAIRABLE_REASONS.includes(reason));
  const { repaired } = report;
  return [
    `${report.address}  ${auditSummary(text, report)}`,
    ...report.mailboxes.flatMap((mailbox) => mailboxLines(text, mailbox)),
    ...wrong.slice(0, SHOWN_DIFFERENCES).map((one) => `    ${differenceWords(text, one)}`),
    ...(wrong.length > SHOWN_DIFFERENCES
      ? [`    ${text.format('cli.audit.more', { count: wrong.length - SHOWN_DIFFERENCES })}`]
      : []),
    ...(repaired === null ? [] : [`  ${text.format('cli.audit.repaired', { ...repaired })}`]),
    `  ${text.format(wrong.length === 0 ? 'cli.audit.fine' : 'cli.audit.wrong', { count: wrong.length })}`,
  ];
}

/** One line an account. */
function auditSummary(text: Text, { mailboxes, heldBack }: AuditReport): string {
  const counts = mailboxes.map((mailbox) =>
    text.format('cli.audit.mailbox', {
      name: mailboxName(text, mailbox),
      matching: mailbox.matchingCount,
      total: mailbox.serverCount,
    }),
  );
  const names = [...FILTERS, 'over-limit'] as const;
  const parts = names.flatMap((name) =>
    heldBack[name] > 0
      ? [
          text.format('cli.audit.count', {
            count: heldBack[name],
            what: text.format(`cli.audit.held.${name}`, { count: heldBack[name] }),
          }),
        ]
      : [],
  );
  const total = names.reduce((sum, name) => sum + heldBack[name], 0);
  const held =
    parts.length === 0 ? [] : [text.format('cli.audit.held-back', { count: total, parts: parts.join(', ') })];
  return counts.length === 0 ? text.format('cli.mailbox.none') : [...counts, ...held].join(', ');
}

function mailboxLines(text: Text, mailbox: MailboxAudit): string[] {
  const name = mailboxName(text, mailbox);
  if (mailbox.error !== null) return [`  ${name}: ${errorWords(text.format, mailbox.error).what}`];
  const parts = AUDIT_REASONS.flatMap((reason) => {
    const count = mailbox.differenceCounts[reason];
    return count === 0
      ? []
      : [text.format('cli.audit.count', { count, what: text.format(`cli.audit.reason.${reason}`) })];
  });
  return parts.length === 0 ? [] : [`  ${text.format('cli.audit.differences', { name, parts: parts.join(', ') })}`];
}

function differenceWords(text: Text, { path, uid, reason, atServer, inMirror }: AuditDifference): string {
  const id = atServer ?? inMirror;
  const mail = id === null ? text.format('cli.audit.nameless') : `<${id}>`;
  return text.format('cli.audit.difference', {
    mailbox: path,
    uid: String(uid),
    mail,
    reason: text.format(`cli.audit.reason.${reason}`),
  });
}
