import type { CanonicalAddress } from '../domain/ids.ts';
import type { BlockMode } from '../domain/policy.ts';
import { blockModeOf } from './blocklist.ts';
import { matchPerson, type AddressAnswer } from './match-addresses.ts';
import { matchCompany, type DomainAnswer } from './match-companies.ts';
import { standingOf, type PersonStanding } from './person-standing.ts';
import type { World } from './verdict.ts';

/** What the rules make of an address, whatever mail it is on. */
export interface KnownAddress extends PersonStanding {
  readonly block: BlockMode | null;
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
    const fresh = new Somebody(address, world);
    known.set(address, fresh);
    return fresh;
  };
}

/** Looks up what is asked, once; a mail may be to thousands. */
class Somebody implements KnownAddress {
  readonly address: CanonicalAddress;
  readonly relation: KnownAddress['relation'];
  readonly isDesk: boolean;
  readonly block: BlockMode | null;
  private readonly world: World;
  private exact: AddressAnswer | null | undefined = undefined;
  private atAnyStep: AddressAnswer | null | undefined = undefined;
  private byDomain: DomainAnswer | null | undefined = undefined;

  constructor(address: CanonicalAddress, world: World) {
    const { relation, isDesk } = standingOf(address, world);
    this.address = address;
    this.relation = relation;
    this.isDesk = isDesk;
    this.block = blockModeOf(address, world);
    this.world = world;
  }

  matched(isExactOnly: boolean): AddressAnswer | null {
    const { cards } = this.world;
    if (isExactOnly) return (this.exact = this.exact === undefined ? matchPerson(this, cards, true) : this.exact);
    return (this.atAnyStep = this.atAnyStep === undefined ? matchPerson(this, cards, false) : this.atAnyStep);
  }

  matchedByDomain(): DomainAnswer | null {
    return (this.byDomain = this.byDomain === undefined ? matchCompany(this, this.world) : this.byDomain);
  }
}
