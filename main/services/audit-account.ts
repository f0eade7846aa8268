import type {
  AuditDifference,
  AuditProgress,
  AuditRepair,
  AuditReport,
  MailboxAudit,
} from '../../app/contract/audit-views.ts';
import { toWireError } from '../../app/contract/wire.ts';
import type { Account } from '../../app/domain/account.ts';
import { AUDIT_REASONS, REPAIRABLE_REASONS, type AuditReason } from '../../app/domain/audit.ts';
import { FILTERS } from '../../app/domain/link.ts';
import type { Mailbox } from '../../app/domain/mail.ts';
import { toMailpinError, type MailpinError } from '../../app/errors.ts';
import type { MailSession } from '../../app/ports.ts';
import type { Difference } from '../../app/rules/audit-mailbox.ts';
import { USUAL_RECIPIENT_LIMIT } from '../../app/rules/draft-activity.ts';
import { heldBackOf, putAudit, unreadableIn } from '../db/audits.ts';
import { accountLease } from './account-lease.ts';
import { compareMailbox, type MailboxComparison } from './compare-mailbox.ts';
import type { MailDeps } from './deps.ts';
import { repairMailbox } from './repair-mailbox.ts';
import { mirroredMailboxes } from './sync-pass.ts';
import { withSession } from './with-session.ts';

/**
 * Holds every mailbox that is read against the mirror, and puts right what is wrong when it is told to; what it found becomes the
 * account's last audit. Never rejects for trouble of the account: that is in the report, and one mailbox's in its line.
 */
export async function auditAccount(deps: MailDeps, account: Account, order: AuditOrder): Promise<AuditReport> {
  const { isRepair, signal } = order;
  const beganAt = deps.clock.now();
  try {
    const audits = await withSession(deps, account, signal, (session) => auditMailboxes(deps, account, session, order));
    const report = reportOf(deps, account, beganAt, audits, isRepair);
    deps.store.write((tx) => {
      putAudit(tx.db, report);
      tx.changes.events.push({ name: 'audit.done', payload: { accountId: account.id } });
    });
    return report;
  } catch (thrown) {
    const error = toMailpinError(thrown);
    deps.logger.warn('audit.failed', { accountId: account.id, code: error.code });
    return { ...emptyReport(deps, account, beganAt), error: toWireError(error) };
  }
}

interface AuditOrder {
  readonly isRepair: boolean;
  readonly signal: AbortSignal;
  readonly tell: (progress: AuditProgress) => void;
}

interface AuditedMailbox {
  readonly mailbox: Mailbox;
  readonly found: MailboxComparison | null;
  /** As it was before the repair; null when nothing was repaired. */
  readonly before: MailboxComparison | null;
  readonly error: MailpinError | null;
}

async function auditMailboxes(
  deps: MailDeps,
  account: Account,
  session: MailSession,
  { isRepair, signal, tell }: AuditOrder,
): Promise<readonly AuditedMailbox[]> {
  const audited: AuditedMailbox[] = [];
  for (const mailbox of mirroredMailboxes(deps, account)) {
    const look = { session, mailbox, signal, tell: tellOf(deps, account, mailbox, tell) };
    try {
      const found = await compareMailbox(deps, look);
      const isWrong = found.differences.some(({ reason }) => REPAIRABLE_REASONS.includes(reason));
      if (!isRepair || !isWrong) audited.push({ mailbox, found, before: null, error: null });
      else {
        const lease = accountLease(deps, account.id);
        const task = { session, mailbox, signal, newLease: lease.newLease };
        await lease.hold(signal, () => repairMailbox(deps, task, mailbox, found.differences));
        const after = await compareMailbox(deps, look);
        audited.push({ mailbox, found: after, before: found, error: null });
      }
    } catch (thrown) {
      const error = toMailpinError(thrown);
      if (error.code !== 'mailbox.gone') throw error;
      audited.push({ mailbox, found: null, before: null, error });
    }
  }
  return audited;
}

/** The page need not hear of every thousand. */
const TELL_EVERY_MS = 250;

function tellOf(
  { clock }: MailDeps,
  { id }: Account,
  { path }: Mailbox,
  tell: AuditOrder['tell'],
): (done: number, total: number) => void {
  let toldAt = Number.NEGATIVE_INFINITY;
  return (done, total) => {
    if (Math.abs(clock.now() - toldAt) < TELL_EVERY_MS && done < total) return;
    toldAt = clock.now();
    tell({ accountId: id, path, done, total });
  };
}

function reportOf(
  deps: MailDeps,
  account: Account,
  beganAt: AuditReport['beganAt'],
  audits: readonly AuditedMailbox[],
  isRepair: boolean,
): AuditReport {
  const differences = audits.flatMap(({ mailbox, found }) => {
    const because = unreadableIn(deps.store.db, mailbox.id);
    return (found?.differences ?? []).map((one): AuditDifference => ({
      mailboxId: mailbox.id,
      path: mailbox.path,
      ...one,
      because: one.reason === 'unreadable' ? (because.get(one.uid) ?? null) : null,
    }));
  });
  // What can be put right comes first: a stored report keeps only the beginning.
  const isWrong = ({ reason }: AuditDifference): boolean => REPAIRABLE_REASONS.includes(reason);
  return {
    ...emptyReport(deps, account, beganAt),
    mailboxes: audits.map(toMailboxAudit),
    heldBack: heldBackOf(deps.store.db, account.id, USUAL_RECIPIENT_LIMIT),
    differences: [...differences.filter(isWrong), ...differences.filter((one) => !isWrong(one))],
    differenceCount: differences.length,
    repaired: isRepair ? repairOf(audits) : null,
  };
}

function emptyReport({ clock }: MailDeps, { id, address }: Account, beganAt: AuditReport['beganAt']): AuditReport {
  const heldBack = Object.fromEntries([...FILTERS, 'over-limit'].map((name) => [name, 0])) as AuditReport['heldBack'];
  const nothing = { error: null, mailboxes: [], heldBack, differences: [], differenceCount: 0, repaired: null };
  return { accountId: id, address, beganAt, endedAt: clock.now(), ...nothing };
}

function toMailboxAudit({ mailbox, found, error }: AuditedMailbox): MailboxAudit {
  return {
    mailboxId: mailbox.id,
    path: mailbox.path,
    role: mailbox.role,
    serverCount: found?.serverCount ?? 0,
    matchingCount: found?.matchingCount ?? 0,
    differenceCounts: countsOf(found?.differences ?? []),
    error: error === null ? null : toWireError(error),
  };
}

function countsOf(differences: readonly Difference[]): Readonly<Record<AuditReason, number>> {
  const counts = Object.fromEntries(AUDIT_REASONS.map((reason) => [reason, 0])) as Record<AuditReason, number>;
  for (const { reason } of differences) counts[reason] += 1;
  return counts;
}

/** What was wrong before and is not any more. */
function repairOf(audits: readonly AuditedMailbox[]): AuditRepair {
  const mended = (reason: AuditReason): number =>
    audits.reduce((sum, { before, found }) => {
      if (before === null) return sum;
      const left = new Set((found?.differences ?? []).filter(isOf(reason)).map(({ uid }) => uid));
      return sum + before.differences.filter((one) => isOf(reason)(one) && !left.has(one.uid)).length;
    }, 0);
  return {
    fetched: mended('missing'),
    removed: mended('vanished'),
    rebound: mended('other-mail'),
    reread: mended('unreadable'),
  };
}

function isOf(reason: AuditReason): (difference: Difference) => boolean {
  return (difference) => difference.reason === reason;
}
