import type { CanonicalAddress } from '../domain/ids.ts';
import type { Filter } from '../domain/link.ts';
import type { MailFacts } from '../domain/mail.ts';
import { addressesOf } from './addresses-of.ts';
import { isAllowedAddress, isAllowedMail } from './allowed.ts';
import { blockModeOf, blockOf } from './blocklist.ts';
import { relationOf } from './identity.ts';
import { isRoleAddress, roleOf } from './role-address.ts';
import type { World } from './verdict.ts';

export interface FilterTask extends Pick<World, 'identity' | 'policy'> {
  readonly mail: Pick<MailFacts, 'participants' | 'kind' | 'key' | 'listId'>;
  /** The user lets the mail's whole thread through. */
  readonly isThreadAllowed: boolean;
}

/** The people through whom rules look for cards: everybody on the mail whom the user did not block. */
export function heardAddresses(
  mail: Pick<MailFacts, 'participants'>,
  listing: Pick<World, 'identity' | 'policy'>,
): readonly CanonicalAddress[] {
  return addressesOf(mail).filter((address) => blockModeOf(address, listing) === null);
}

/** Whether an address is a desk's or a machine's to the rules; one that the user lets through is like a person's. */
export function isDesk(address: CanonicalAddress, { policy }: Pick<World, 'policy'>): boolean {
  return isRoleAddress(address) && !isAllowedAddress(address, policy.allowed);
}

/** Nobody can say that a mail stays in the company whose sender cannot be read. */
function isSenderKnown({ participants }: Pick<MailFacts, 'participants'>): boolean {
  return participants.some(({ role, address }) => role === 'from' && address !== null);
}

/**
 * Why the rules keep their hands off a mail (rules 2.2 and 5, filters and blocklist); null when they do not. The strictest comes
 * first, and what the user let through is stopped by the blocklist only. One outsider makes a mail external.
 */
export function filterOf(task: FilterTask): Filter | null {
  const { mail, identity, policy, isThreadAllowed } = task;
  const block = blockOf(mail, task);
  if (block !== null) return block;
  if (isThreadAllowed || isAllowedMail(mail, policy.allowed)) return null;
  const addresses = heardAddresses(mail, task);
  const outsiders = addresses.filter((address) => relationOf(address, identity) === 'outsider');
  if (isSenderKnown(mail) && outsiders.length === 0) return 'internal';
  if (mail.kind !== 'personal') return mail.kind;
  if (outsiders.length === 0 || !outsiders.every((address) => isDesk(address, task))) return null;
  return outsiders.every((address) => roleOf(address) === 'no-reply') ? 'no-reply' : 'role-address';
}
