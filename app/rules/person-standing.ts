import type { Relation } from '../domain/account.ts';
import type { CanonicalAddress } from '../domain/ids.ts';
import { isDesk } from './desk.ts';
import { relationOf } from './identity.ts';
import type { World } from './verdict.ts';

/** Who somebody is to the user, as far as it decides what their address may match. */
export interface PersonStanding {
  readonly address: CanonicalAddress;
  readonly relation: Relation;
  readonly isDesk: boolean;
}

export function standingOf(address: CanonicalAddress, world: World): PersonStanding {
  return { address, relation: relationOf(address, world.identity), isDesk: isDesk(address, world) };
}
