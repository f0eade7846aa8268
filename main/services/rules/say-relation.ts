import type { RuleChange } from '../../../app/contract/rules-views.ts';
import { canonicalAddress } from '../../../app/domain/address.ts';
import { MailpinError } from '../../../app/errors.ts';
import { personKey } from '../../../app/rules/identity.ts';
import { clearRelation, readIdentity, setRelation } from '../../db/own-addresses.ts';
import { markStaleByPerson } from '../../db/stale-threads.ts';
import type { Transaction } from '../../db/unit-of-work.ts';
import { followIdentity } from '../follow-identity.ts';

/** The user's word on whose an address is. Throws input.invalid. */
export function sayRelation(tx: Transaction, order: Extract<RuleChange, { kind: 'relation' }>): void {
  const address = canonicalAddress(order.address);
  if (address === null) throw new MailpinError('input.invalid', { field: 'address' });
  const before = readIdentity(tx.db);
  if (order.relation === null) clearRelation(tx.db, address);
  else setRelation(tx.db, address, order.relation);
  markStaleByPerson(tx.db, personKey(address));
  followIdentity(tx, before, [address]);
}
