import { setTimeout } from 'node:timers/promises';
import type { Account } from '../../app/domain/account.ts';
import type { UnixMs } from '../../app/domain/ids.ts';
import type { Mailbox, MailboxRole } from '../../app/domain/mail.ts';
import { MailpinError, toMailpinError } from '../../app/errors.ts';
import type { ListedMailbox, MailSession } from '../../app/ports.ts';
import { giveLeaseBack, takeLease, type Lease } from '../db/accounts.ts';
import { deleteMailbox, mailboxesOf, putMailbox, readCursor } from '../db/mailboxes.ts';
import { countPlacements } from '../db/placements.ts';
import { tellState } from './account-progress.ts';
import type { Deps } from './deps.ts';
import { releaseLeases } from './release-leases.ts';
import { syncMailbox, type MailboxOutcome } from './sync-mailbox.ts';

/** Renewed with every batch; only a program that is stuck loses it. */
const LEASE_MS = 2 * 60_000;
/** Another program on this profile may be in the middle of a batch: look again soon, and give up after a while. */
const LEASE_POLL_MS = 100;
const LEASE_PATIENCE_MS = LEASE_MS + 10_000;
/** Mailboxes of mail that nobody sent, wanted or kept (rules 3.1). */
const NEVER_MIRRORED: readonly (MailboxRole | null)[] = ['drafts', 'junk', 'trash'];

export interface PassOutcome extends MailboxOutcome {
  /** `mailbox.gone` for the first mirrored mailbox that the server no longer has; it stops no other. */
  readonly missing: MailpinError | null;
}

/**
 * Brings all mirrored mailboxes of an account up to date over an open connection. Only one engine at a time does this for an
 * account. Throws imap.*, archive.*, store.*, cancelled.
 */
export async function syncPass(
  deps: Deps,
  account: Account,
  session: MailSession,
  signal: AbortSignal,
): Promise<PassOutcome> {
  const newLease = (): Lease => ({ owner: deps.engineId, untilAt: (deps.clock.now() + LEASE_MS) as UnixMs });
  await awaitLease(deps, account, newLease, signal);
  try {
    const missing = adoptMailboxes(deps, account, await session.listMailboxes());
    const mailboxes = mailboxesOf(deps.store.db, account.id).filter(({ isMirrored }) => isMirrored);
    const onBackfilled = await backfillProgress(deps, account, session, mailboxes);
    const counts = { added: 0, removed: 0, failed: 0 };
    let gone = missing;
    for (const mailbox of mailboxes) {
      try {
        const outcome = await syncMailbox(deps, { session, mailbox, signal, newLease, onBackfilled });
        counts.added += outcome.added;
        counts.removed += outcome.removed;
        counts.failed += outcome.failed;
      } catch (error) {
        const known = toMailpinError(error);
        if (known.code !== 'mailbox.gone') throw known;
        gone ??= known;
      }
    }
    return { ...counts, missing: gone };
  } finally {
    deps.store.write((tx) => giveLeaseBack(tx.db, account.id, deps.engineId));
  }
}

async function awaitLease(deps: Deps, account: Account, newLease: () => Lease, signal: AbortSignal): Promise<void> {
  const giveUpAt = deps.clock.now() + LEASE_PATIENCE_MS;
  releaseLeases(deps);
  while (!deps.store.write((tx) => takeLease(tx.db, account.id, newLease(), deps.clock.now()))) {
    if (deps.clock.now() > giveUpAt) throw new MailpinError('store.locked', { account: account.id });
    await setTimeout(LEASE_POLL_MS, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) throw new MailpinError('cancelled');
  }
}

/**
 * Takes over what the server lists. A mirrored mailbox that is no longer there is forgotten when another has its role now, as after
 * a renaming; else it is kept and reported.
 */
function adoptMailboxes({ store }: Deps, account: Account, listed: readonly ListedMailbox[]): MailpinError | null {
  return store.write((tx) => {
    const known = mailboxesOf(tx.db, account.id);
    const isMail = mirroredRoles(listed);
    for (const { path, role } of listed) {
      const before = known.find((mailbox) => mailbox.path === path);
      const isMirrored = before?.isMirrored === true || isMail(role);
      putMailbox(tx.db, { accountId: account.id, path, role, isMirrored });
    }
    const paths = new Set(listed.map(({ path }) => path));
    const missing = known.filter(({ path }) => !paths.has(path));
    const lost = missing.filter(({ isMirrored, role }) => isMirrored && !listed.some((one) => one.role === role));
    for (const mailbox of missing) if (!lost.includes(mailbox)) deleteMailbox(tx.db, mailbox.id);
    const [first] = lost;
    return first === undefined ? null : new MailpinError('mailbox.gone', { mailbox: first.path });
  });
}

/** Inbox and Sent (rules 3.1). An archive that knows neither is mirrored whole: it was connected for what is in it. */
function mirroredRoles(listed: readonly ListedMailbox[]): (role: MailboxRole | null) => boolean {
  const isDaily = (role: MailboxRole | null): boolean => role === 'inbox' || role === 'sent';
  return listed.some(({ role }) => isDaily(role)) ? isDaily : (role) => !NEVER_MIRRORED.includes(role);
}

/** While mailboxes are read for the first time, says how far that is; what is small is not worth a word. */
async function backfillProgress(
  deps: Deps,
  account: Account,
  session: MailSession,
  mailboxes: readonly Mailbox[],
): Promise<(mailCount: number) => void> {
  const unfinished = mailboxes.filter(({ id }) => {
    const cursor = readCursor(deps.store.db, id);
    return cursor === null || cursor.lowestUid !== null;
  });
  let done = 0;
  let total = 0;
  for (const { id, path } of unfinished) {
    const { messageCount } = await session.openMailbox(path).catch(() => ({ messageCount: 0 }));
    total += messageCount;
    done += countPlacements(deps.store.db, id);
  }
  const tell = (): void =>
    deps.store.write((tx) =>
      tellState(tx, deps.engineId, account.id, { kind: 'mirroring', done: Math.min(done, total), total }),
    );
  if (unfinished.length > 0) tell();
  return (mailCount) => {
    done += mailCount;
    tell();
  };
}
