import { writeFile } from 'node:fs/promises';
import type { AuditReport } from '../../app/contract/audit-views.ts';
import { AUDIT_REASONS } from '../../app/domain/audit.ts';
import { MailpinError } from '../../app/errors.ts';

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
export function auditCsv(reports: readonly AuditReport[]): string {
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
  return [TITLES, ...rows].map((fields) => `${fields.map(csvField).join(',')}\r\n`).join('');
}

/** Throws store.full, store.unwritable. */
export async function saveAuditCsv(reports: readonly AuditReport[], path: string): Promise<void> {
  try {
    await writeFile(path, auditCsv(reports));
  } catch (error) {
    const isFull = error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
    throw new MailpinError(isFull ? 'store.full' : 'store.unwritable', { path }, { cause: error });
  }
}

function bracketed(messageId: string | null): string {
  return messageId === null ? '' : `<${messageId}>`;
}

/** What strangers wrote must not become a formula in the reader's spreadsheet. */
function csvField(value: string): string {
  const inert = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
