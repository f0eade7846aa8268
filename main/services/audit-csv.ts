import type { AuditReport } from '../../app/contract/audit-views.ts';
import { AUDIT_REASONS } from '../../app/domain/audit.ts';
import { csvText, saveText } from './csv-text.ts';

const TITLES = [
  'account',
  'mailbox',
  'at server',
  'matching',
  ...AUDIT_REASONS,
  'uid',
  'reason',
  'message-id at server',
  'message-id here',
];
const NO_COUNTS = ['', '', ...AUDIT_REASONS.map(() => '')];
const NO_MAIL = ['', '', '', ''];

/** An audit as a table (RFC 4180): a line a mailbox with its counts, then a line a difference. */
function auditCsv(reports: readonly AuditReport[]): string {
  const rows = reports.flatMap(({ address, mailboxes, differences }) => [
    ...mailboxes.map(({ path, serverCount, matchingCount, differenceCounts }) => [
      address,
      path,
      String(serverCount),
      String(matchingCount),
      ...AUDIT_REASONS.map((reason) => String(differenceCounts[reason])),
      ...NO_MAIL,
    ]),
    ...differences.map(({ path, uid, reason, because, atServer, inMirror }) => [
      address,
      path,
      ...NO_COUNTS,
      String(uid),
      because === null ? reason : `${reason} (${because})`,
      bracketed(atServer),
      bracketed(inMirror),
    ]),
  ]);
  return csvText([TITLES, ...rows]);
}

/** Throws store.full, store.unwritable. */
export async function saveAuditCsv(reports: readonly AuditReport[], path: string): Promise<void> {
  await saveText(auditCsv(reports), path);
}

function bracketed(messageId: string | null): string {
  return messageId === null ? '' : `<${messageId}>`;
}
