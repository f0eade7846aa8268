import type { CanonicalAddress } from '../domain/ids.ts';
import { isAllowedAddress } from './allowed.ts';
import { isRoleAddress } from './role-address.ts';
import type { World } from './verdict.ts';

/** Whether an address is a desk's or a machine's to the rules; one that the user lets through is like a person's. */
export function isDesk(address: CanonicalAddress, { policy }: Pick<World, 'policy'>): boolean {
  return isRoleAddress(address) && !isAllowedAddress(address, policy.allowed);
}
