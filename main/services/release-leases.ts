import { accountsAtWork, endLeasesOf, leaseOwners } from '../db/accounts.ts';
import { restState } from './account-progress.ts';
import type { Deps } from './deps.ts';
import { isGone } from './engine-id.ts';

/** Ends the leases of engines that were killed, so that nobody waits for them, and says no longer what they were doing. */
export function releaseLeases({ store, engineId }: Deps): void {
  const gone = leaseOwners(store.db).filter(isGone);
  if (gone.length === 0) return;
  store.write((tx) => {
    for (const owner of gone) {
      endLeasesOf(tx.db, owner);
      for (const accountId of accountsAtWork(tx.db, owner)) restState(tx, engineId, accountId);
    }
  });
}
