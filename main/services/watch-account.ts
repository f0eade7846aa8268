import { setTimeout } from 'node:timers/promises';
import type { Account } from '../../app/domain/account.ts';
import { MailpinError, policyOf, toMailpinError } from '../../app/errors.ts';
import { retryAt } from '../../app/machines/backoff.ts';
import type { MailSession } from '../../app/ports.ts';
import { mailboxesOf } from '../db/mailboxes.ts';
import { tellRest, tellState, tellSuccess, tellTrouble } from './account-progress.ts';
import { closeSession } from './close-session.ts';
import { connectAccount } from './connect-account.ts';
import type { MailDeps } from './deps.ts';
import { syncPass } from './sync-pass.ts';

/** All mailboxes are looked at this often even when the server announces nothing. */
const LOOK_AGAIN_MS = 5 * 60_000;
/** The same where a mailbox cannot be listened to, as when the server allows few connections. */
const POLL_MS = 30_000;

/**
 * Keeps an account up to date until the signal. Network trouble is waited out in growing pauses; a refused sign-in ends the watch,
 * and a new one begins when the user signed in again. Never rejects: what goes wrong is the account's state.
 */
export async function watchAccount(deps: MailDeps, account: Account, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const error = await watchUntilTrouble(deps, account, signal);
    if (error.code === 'cancelled') break;
    deps.logger.warn('watch.failed', { accountId: account.id, code: error.code });
    const { retry } = policyOf(error.code);
    const next = tellTrouble(deps, account, error, (failureCount) =>
      retry === 'backoff' ? retryAt(deps.clock.now(), failureCount, Math.random()) : null,
    );
    if (next === null) return;
    await pause(next - deps.clock.now(), signal);
  }
  tellRest(deps, account.id);
}

async function watchUntilTrouble(deps: MailDeps, account: Account, signal: AbortSignal): Promise<MailpinError> {
  const sessions: MailSession[] = [];
  const connect = async (): Promise<MailSession> => {
    const session = await connectAccount(deps, account, signal);
    sessions.push(session);
    return session;
  };
  try {
    deps.store.write((tx) => tellState(tx, deps.engineId, account.id, { kind: 'connecting' }));
    const worker = await connect();
    await syncPass(deps, account, worker, signal);
    const listeners = await listenTo(deps, account, connect);
    const since = deps.clock.now();
    let wasMissing = false;
    for (;;) {
      // Each opens its mailbox before the pass, so what changes during the pass ends the wait after it.
      for (const { session, path } of listeners.open) await session.openMailbox(path);
      const { missing } = await syncPass(deps, account, worker, signal);
      if (missing === null) tellSuccess(deps, account, { kind: 'watching', since });
      else if (!wasMissing) tellTrouble(deps, account, missing, () => null);
      wasMissing = missing !== null;
      await anyChange(listeners.open, listeners.isComplete ? LOOK_AGAIN_MS : POLL_MS, signal);
      if (signal.aborted) throw new MailpinError('cancelled');
    }
  } catch (thrown) {
    // A connection that was cut on purpose fails in its own words.
    return signal.aborted ? new MailpinError('cancelled') : toMailpinError(thrown);
  } finally {
    await Promise.all(sessions.map((session) => closeSession(session, deps.logger)));
  }
}

interface Listener {
  readonly session: MailSession;
  readonly path: string;
}

/** A connection for each mirrored mailbox, as far as the server allows them; IMAP can listen to one mailbox a connection. */
async function listenTo(
  { store, logger }: MailDeps,
  account: Account,
  connect: () => Promise<MailSession>,
): Promise<{ readonly open: readonly Listener[]; readonly isComplete: boolean }> {
  const open: Listener[] = [];
  for (const { path, isMirrored } of mailboxesOf(store.db, account.id)) {
    if (!isMirrored) continue;
    try {
      const session = await connect();
      await session.openMailbox(path);
      open.push({ session, path });
    } catch (error) {
      const { code } = toMailpinError(error);
      if (code === 'cancelled') throw error;
      logger.warn('watch.not-listening', { accountId: account.id, code });
      return { open, isComplete: false };
    }
  }
  return { open, isComplete: true };
}

/** Resolves when a mailbox changed, the time is over, or with the signal; rejects when a connection is lost. */
async function anyChange(listeners: readonly Listener[], timeoutMs: number, signal: AbortSignal): Promise<void> {
  const ending = new AbortController();
  const either = AbortSignal.any([signal, ending.signal]);
  const waits = listeners.map(({ session }) => session.waitForChange(either));
  try {
    await Promise.race([pause(timeoutMs, either), ...waits]);
  } finally {
    ending.abort();
    await Promise.allSettled(waits);
  }
}

/** Waits that long, or until the signal. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(Math.max(0, ms), undefined, { signal }).catch(() => undefined);
}
