import type { AccountId } from '../../app/domain/ids.ts';
import { accountStanding } from '../db/account-life.ts';
import { findAccount, isBackfillPaused, listAccounts } from '../db/accounts.ts';
import type { MailDeps } from '../services/deps.ts';
import { watchAccount, type WatchTiming } from '../services/watch-account.ts';

/** The watches that keep accounts up to date; at most one an account. */
export interface Watchers {
  /** Watches every account, and those that are connected later. */
  start(): void;
  /** Watches an account anew, if accounts are watched at all: it was just connected, or the user signed in again. */
  restart(accountId: AccountId): Promise<void>;
  /** Ends the watch of an account that is disconnected or deleted. */
  end(accountId: AccountId): Promise<void>;
  /** Another program may have connected, changed, disconnected or deleted accounts: watches what there is now, as it is now. */
  lookAgain(): void;
  /** The same for every account that is watched. */
  restartAll(): Promise<void>;
  stop(): Promise<void>;
  /** Another program may have decided that older mail waits, or goes on: watches of such accounts look anew. */
  notePauses(): void;
}

interface Watch {
  /** What it was begun with. */
  readonly settings: string;
  readonly ending: AbortController;
  readonly done: Promise<void>;
}

export function watchers(deps: MailDeps, timing: WatchTiming): Watchers {
  const watches = new Map<AccountId, Watch>();
  let isWatching = false;
  const pauses = new Map<AccountId, boolean>();

  function begin(accountId: AccountId): void {
    const account = findAccount(deps.store.db, accountId);
    const isReadable = accountStanding(deps.store.db, accountId) === 'connected';
    if (account === null || !isReadable || watches.has(accountId)) return;
    const ending = new AbortController();
    const done = watchAccount(deps, account, ending.signal, timing);
    watches.set(accountId, { settings: JSON.stringify(account.settings), ending, done });
  }

  async function end(accountId: AccountId): Promise<void> {
    const watch = watches.get(accountId);
    watches.delete(accountId);
    watch?.ending.abort();
    await watch?.done;
  }

  return {
    start() {
      isWatching = true;
      for (const { id } of listAccounts(deps.store.db)) begin(id);
    },
    async restart(accountId) {
      await end(accountId);
      if (isWatching) begin(accountId);
    },
    end,
    lookAgain() {
      if (!isWatching) return;
      const accounts = new Map(listAccounts(deps.store.db).map((account) => [account.id, account]));
      for (const [accountId, { settings }] of watches) {
        const account = accounts.get(accountId);
        const isReadable = accountStanding(deps.store.db, accountId) === 'connected';
        const isAsBegun = account !== undefined && isReadable && JSON.stringify(account.settings) === settings;
        if (!isAsBegun) void end(accountId).then(() => isWatching && begin(accountId));
      }
      for (const accountId of accounts.keys()) begin(accountId);
    },
    notePauses() {
      for (const accountId of watches.keys()) {
        const isPaused = isBackfillPaused(deps.store.db, accountId);
        if (pauses.get(accountId) !== isPaused) deps.lines.poke(accountId);
        pauses.set(accountId, isPaused);
      }
    },
    async restartAll() {
      const accountIds = [...watches.keys()];
      await Promise.all(accountIds.map(end));
      for (const accountId of accountIds) begin(accountId);
    },
    async stop() {
      isWatching = false;
      await Promise.all([...watches.keys()].map(end));
    },
  };
}
