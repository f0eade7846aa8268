import type { CanonicalAddress } from '../../app/domain/ids.ts';
import { personKey } from '../../app/rules/identity.ts';
import { addMine, readIdentity, relationWordOf, type LearntAs, type OwnAddress } from '../db/own-addresses.ts';
import { markStaleByPerson } from '../db/stale-threads.ts';
import type { Transaction } from '../db/unit-of-work.ts';
import { followIdentity } from './follow-identity.ts';

/**
 * Takes an address as the user's own (rules 2.1). Mail that came before is seen as if this had been known: its direction, its
 * threads, and, once the stale threads are decided, its cards.
 *
 * @returns whether anything was learnt
 */
export function learnOwnAddress(tx: Transaction, address: CanonicalAddress, origin: LearntAs): boolean {
  if (isLearnt(relationWordOf(tx.db, address), origin)) return false;
  const before = readIdentity(tx.db);
  if (!addMine(tx.db, address, origin)) return false;
  markStaleByPerson(tx.db, personKey(address));
  followIdentity(tx, before, [address]);
  return true;
}

/** Whether the mailbox taught this before: asked for every mail in Sent. An account's own address says more than one seen there. */
function isLearnt(known: OwnAddress | null, origin: LearntAs): boolean {
  if (known === null) return false;
  const learntAs = known.origin === 'user' ? known.learntAs : known.origin;
  return learntAs === origin || learntAs === 'account' || (learntAs !== null && origin !== 'account');
}
