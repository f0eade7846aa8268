import type { RuleChange } from '../../../app/contract/rules-views.ts';
import { canonicalAddress } from '../../../app/domain/address.ts';
import type { RelationWord } from '../../../app/domain/account.ts';
import type { ActionId, CanonicalAddress, UnixMs } from '../../../app/domain/ids.ts';
import { MailpinError } from '../../../app/errors.ts';
import { personKey } from '../../../app/rules/identity.ts';
import { clearRelation, readIdentity, setRelation } from '../../db/own-addresses.ts';
import { markStaleByPerson } from '../../db/stale-threads.ts';
import type { Transaction } from '../../db/unit-of-work.ts';
import { followIdentity } from '../follow-identity.ts';
import { sayRule } from './say-rule.ts';

/** The user's word on whose an address is. Throws input.invalid. */
export function sayRelation(
  tx: Transaction,
  order: Extract<RuleChange, { kind: 'relation' }>,
  now: UnixMs,
): ActionId | null {
  const address = canonicalAddress(order.address);
  if (address === null) throw new MailpinError('input.invalid', { field: 'address' });
  const actionId = sayRule(tx, { topic: 'relation', subject: address, value: order.relation }, address, now);
  putRelation(tx, address, order.relation);
  return actionId;
}

/** Writes the word, or takes it back with null, and brings the mail of the address in line. */
export function putRelation(tx: Transaction, address: CanonicalAddress, relation: RelationWord | null): void {
  const before = readIdentity(tx.db);
  if (relation === null) clearRelation(tx.db, address);
  else setRelation(tx.db, address, relation);
  markStaleByPerson(tx.db, personKey(address));
  followIdentity(tx, before, [address]);
}
