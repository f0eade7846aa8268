import { endLeasesOf, leaseOwners } from '../db/accounts.ts';
import type { Deps } from './deps.ts';
import { isGone } from './engine-id.ts';

/** Ends the leases of engines that were killed, so that nobody waits for them. */
export function releaseLeases({ store }: Deps): void {
  const gone = leaseOwners(store.db).filter(isGone);
  if (gone.length === 0) return;
  store.write((tx) => {
    for (const owner of gone) endLeasesOf(tx.db, owner);
  });
}
