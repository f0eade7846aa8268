import { setTimeout } from 'node:timers/promises';
import type { AccountId, UnixMs } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';
import { giveLeaseBack, takeLease, type Lease } from '../db/accounts.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import type { Deps } from './deps.ts';
import { releaseLeases } from './release-leases.ts';

/** Renewed with every batch; only a program that is stuck loses it. */
const LEASE_MS = 2 * 60_000;
/** Another program on this profile may be in the middle of a batch: look again soon, and give up after a while. */
const LEASE_POLL_MS = 100;
const LEASE_PATIENCE_MS = LEASE_MS + 10_000;

/** The right to sync an account, of which one engine has it at a time. */
export interface AccountLease {
  readonly newLease: () => Lease;
  /** Does the work while the lease is held. Throws `store.locked` when another engine keeps it, `cancelled`. */
  hold<Value>(signal: AbortSignal, work: () => Promise<Value>): Promise<Value>;
}

/** How many pieces of work of this engine hold each account: it is given back with the last of them. */
const holders = new WeakMap<UnitOfWork, Map<AccountId, number>>();

export function accountLease(deps: Deps, accountId: AccountId): AccountLease {
  const counts = holders.get(deps.store) ?? new Map<AccountId, number>();
  holders.set(deps.store, counts);
  const newLease = (): Lease => ({ owner: deps.engineId, untilAt: (deps.clock.now() + LEASE_MS) as UnixMs });
  return {
    newLease,
    async hold(signal, work) {
      await awaitLease(deps, accountId, newLease, signal);
      counts.set(accountId, (counts.get(accountId) ?? 0) + 1);
      try {
        return await work();
      } finally {
        const left = (counts.get(accountId) ?? 1) - 1;
        counts.set(accountId, left);
        if (left === 0) deps.store.write((tx) => giveLeaseBack(tx.db, accountId, deps.engineId));
      }
    },
  };
}

async function awaitLease(deps: Deps, accountId: AccountId, newLease: () => Lease, signal: AbortSignal): Promise<void> {
  const giveUpAt = performance.now() + LEASE_PATIENCE_MS;
  releaseLeases(deps);
  while (!deps.store.write((tx) => takeLease(tx.db, accountId, newLease(), deps.clock.now()))) {
    if (performance.now() > giveUpAt) throw new MailpinError('store.locked', { account: accountId });
    await setTimeout(LEASE_POLL_MS, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) throw new MailpinError('cancelled');
  }
}
