import type { AnyEvent } from '../../app/contract/events.ts';
import type { AccountId } from '../../app/domain/ids.ts';
import { toMailpinError } from '../../app/errors.ts';
import type { Deps } from '../services/deps.ts';
import { fillSearch, joinSearch } from '../services/fill-search.ts';

/**
 * Takes mail into the search index that is not in it yet, and joins the pieces in which it was written: when the engine starts, and
 * whenever the past of a mailbox has been read, which leaves many of them.
 */
export interface SearchTending {
  heard(events: readonly AnyEvent[]): void;
  /** Resolves when it does nothing any more. */
  ended(): Promise<void>;
}

export function searchTending(deps: Deps, signal: AbortSignal): SearchTending {
  const mirroring = new Set<AccountId>();
  let last = tend(deps, signal);
  return {
    heard(events) {
      for (const event of events) {
        if (event.name !== 'account.changed') continue;
        const { accountId, state } = event.payload;
        if (state.kind === 'mirroring') mirroring.add(accountId);
        else if (mirroring.delete(accountId)) last = last.then(() => tend(deps, signal));
      }
    },
    ended: () => last,
  };
}

/** Mail that cannot be found yet can be read; trouble with the store is told by the calls that meet it. */
async function tend(deps: Deps, signal: AbortSignal): Promise<void> {
  try {
    const takenCount = await fillSearch(deps, signal);
    await joinSearch(deps, signal);
    if (takenCount > 0) deps.logger.info('search.filled', { takenCount });
  } catch (error) {
    deps.logger.error('search.not-filled', { code: toMailpinError(error).code });
  }
}
