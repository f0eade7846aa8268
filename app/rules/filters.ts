import type { Identity } from '../domain/account.ts';
import type { CanonicalAddress } from '../domain/ids.ts';
import type { Filter } from '../domain/link.ts';
import type { MailFacts } from '../domain/mail.ts';
import { relationOf } from './identity.ts';
import { isRoleAddress } from './role-address.ts';

/** Everybody on a mail, each address once, in the order of the header. */
export function addressesOf(mail: Pick<MailFacts, 'participants'>): readonly CanonicalAddress[] {
  return [...new Set(mail.participants.flatMap(({ address }) => address ?? []))];
}

/**
 * Why the rules keep their hands off a mail (rules 2.2 and 5, filters); null when they do not. `internal` is the
 * strictest and comes first; one outsider makes a mail external.
 */
export function filterOf(mail: Pick<MailFacts, 'participants' | 'kind'>, identity: Identity): Filter | null {
  const addresses = addressesOf(mail);
  const outsiders = addresses.filter((address) => relationOf(address, identity) === 'outsider');
  if (addresses.length > 0 && outsiders.length === 0) return 'internal';
  if (mail.kind !== 'personal') return mail.kind;
  return outsiders.length > 0 && outsiders.every(isRoleAddress) ? 'role-address' : null;
}
