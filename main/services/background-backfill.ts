import type { Account } from '../../app/domain/account.ts';
import { toMailpinError, type ErrorCode, type MailpinError } from '../../app/errors.ts';
import type { MailSession } from '../../app/ports.ts';
import { isBackfillPaused } from '../db/accounts.ts';
import type { AccountLease } from './account-lease.ts';
import { backfillAccount } from './backfill-account.ts';
import { closeSession } from './close-session.ts';
import { connectAccount } from './connect-account.ts';
import type { MailDeps } from './deps.ts';
import { owesBackfill } from './owes-backfill.ts';

/** Reads the past of a watched account beside the watch, over a connection of its own that is there only as long as it is needed. */
export interface BackgroundBackfill {
  /** Begins, or begins again, when something is owed and the user does not want it to wait. Throws what the last run failed by. */
  goOn(): void;
  readonly isRunning: () => boolean;
  /** Whether the server refused a second connection: then whoever has the first one has to read the past. */
  readonly isAlone: () => boolean;
  /** Resolves when the running one ends, well or not: then `goOn` again. Never when none runs. */
  ended(): Promise<void>;
  stop(): Promise<void>;
}

/** Errors of a second connection that say nothing against the first. */
const ONLY_ONE: readonly ErrorCode[] = ['imap.refused', 'imap.unreachable', 'imap.protocol', 'imap.timeout'];

export function backgroundBackfill(
  deps: MailDeps,
  account: Account,
  lease: AccountLease,
  signal: AbortSignal,
): BackgroundBackfill {
  const ending = new AbortController();
  const either = AbortSignal.any([signal, ending.signal]);
  let isRunning = false;
  /** The last run, until its end was seen. */
  let latest: Promise<void> | null = null;
  let failure: MailpinError | null = null;
  let isAlone = false;

  async function run(): Promise<void> {
    const session = await connect();
    if (session === null) return;
    try {
      await backfillAccount(deps, account, { session, lease, signal: either });
    } finally {
      await closeSession(session, deps.logger);
    }
  }

  async function connect(): Promise<MailSession | null> {
    try {
      return await connectAccount(deps, account, either);
    } catch (error) {
      const { code } = toMailpinError(error);
      if (!ONLY_ONE.includes(code)) throw error;
      deps.logger.warn('backfill.no-second-connection', { accountId: account.id, code });
      isAlone = true;
      return null;
    }
  }

  return {
    goOn() {
      if (failure !== null) throw failure;
      if (isRunning) return;
      // Its end has been seen now.
      latest = null;
      const isWanted = owesBackfill(deps, account) && !isBackfillPaused(deps.store.db, account.id);
      if (isAlone || !isWanted || either.aborted) return;
      isRunning = true;
      latest = run()
        .catch((error: unknown) => {
          failure = toMailpinError(error);
          deps.logger.warn('backfill.failed', { accountId: account.id, code: failure.code });
        })
        .finally(() => {
          isRunning = false;
        });
    },
    isRunning: () => isRunning,
    isAlone: () => isAlone,
    ended: () => latest ?? new Promise<void>(() => undefined),
    async stop() {
      ending.abort();
      await latest;
    },
  };
}
