import type { AccountId } from '../../app/domain/ids.ts';

/** What runs on accounts for the length of one call, so that it can be ended account by account. */
export interface AccountWork {
  /** Runs work with a signal that is aborted when the engine stops or the account's work is ended. */
  run<Value>(accountId: AccountId, work: (signal: AbortSignal) => Promise<Value>): Promise<Value>;
  /** Ends what runs on an account; resolves when it has ended. */
  end(accountId: AccountId): Promise<void>;
}

export function accountWork(engineSignal: AbortSignal): AccountWork {
  const running = new Map<AccountId, Set<{ readonly ending: AbortController; readonly done: Promise<unknown> }>>();
  return {
    async run(accountId, work) {
      const ending = new AbortController();
      const done = work(AbortSignal.any([engineSignal, ending.signal]));
      const entry = { ending, done };
      const entries = running.get(accountId) ?? new Set();
      running.set(accountId, entries.add(entry));
      try {
        return await done;
      } finally {
        entries.delete(entry);
      }
    },
    async end(accountId) {
      const entries = [...(running.get(accountId) ?? [])];
      for (const { ending } of entries) ending.abort();
      await Promise.allSettled(entries.map(({ done }) => done));
    },
  };
}
