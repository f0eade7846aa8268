import { domainOf } from '../domain/address.ts';
import type { CanonicalAddress } from '../domain/ids.ts';
import type { MailFacts } from '../domain/mail.ts';
import type { Allowed } from '../domain/policy.ts';
import { isWithin } from './registrable-domain.ts';

/** Whether the user lets an address through, by itself or by its domain. */
export function isAllowedAddress(address: CanonicalAddress, { addresses, domains }: Allowed): boolean {
  return addresses.has(address) || (domains.size > 0 && isWithin(domainOf(address), domains));
}

/** Whether the user lets a mail through the filters: the mail itself, its mailing list, or whoever wrote or sent it. */
export function isAllowedMail(
  { key, listId, participants }: Pick<MailFacts, 'key' | 'listId' | 'participants'>,
  allowed: Allowed,
): boolean {
  if (allowed.mails.has(key) || (listId !== null && allowed.lists.has(listId))) return true;
  return participants.some(
    ({ role, address }) =>
      (role === 'from' || role === 'sender') && address !== null && isAllowedAddress(address, allowed),
  );
}
