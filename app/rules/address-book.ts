import type { Relation } from '../domain/account.ts';
import type { CanonicalAddress } from '../domain/ids.ts';
import type { BlockMode } from '../domain/policy.ts';
import { blockModeOf } from './blocklist.ts';
import { isDesk } from './desk.ts';
import { relationOf } from './identity.ts';
import { matchAddress, type AddressAnswer } from './match-addresses.ts';
import { matchDomain, type DomainAnswer } from './match-companies.ts';
import type { World } from './verdict.ts';

/** What the rules make of an address, whatever mail it is on. */
export interface KnownAddress {
  readonly address: CanonicalAddress;
  readonly relation: Relation;
  readonly block: BlockMode | null;
  readonly isDesk: boolean;
  /** The cards it points at, compared exactly or at every step; null for none. */
  matched(isExactOnly: boolean): AddressAnswer | null;
  /** The companies its domain points at; null for none. */
  matchedByDomain(): DomainAnswer | null;
}

export type AddressBook = (address: CanonicalAddress) => KnownAddress;

/** What the rules make of addresses in a world, each looked up once: people write more than one mail. Throw it away with the world. */
export function addressBook(world: World): AddressBook {
  const known = new Map<CanonicalAddress, KnownAddress>();
  return (address) => {
    const standing = known.get(address);
    if (standing !== undefined) return standing;
    const fresh = lookUp(address, world);
    known.set(address, fresh);
    return fresh;
  };
}

function lookUp(address: CanonicalAddress, world: World): KnownAddress {
  let exact: AddressAnswer | null | undefined;
  let atAnyStep: AddressAnswer | null | undefined;
  let byDomain: DomainAnswer | null | undefined;
  return {
    address,
    relation: relationOf(address, world.identity),
    block: blockModeOf(address, world),
    isDesk: isDesk(address, world),
    matched: (isExactOnly) =>
      isExactOnly
        ? (exact ??= matchAddress(address, world, true))
        : (atAnyStep ??= matchAddress(address, world, false)),
    matchedByDomain: () => (byDomain ??= matchDomain(address, world)),
  };
}
