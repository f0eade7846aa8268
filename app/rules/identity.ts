import type { Identity, Relation } from '../domain/account.ts';
import { addressKeys, domainOf } from '../domain/address.ts';
import type { CanonicalAddress } from '../domain/ids.ts';
import { isFreeMail } from './free-mail.ts';
import { isWithin, registrableDomain } from './registrable-domain.ts';

/** Colleagues are known by their address, or by a domain of the company or one below it. */
export function relationOf(address: CanonicalAddress, identity: Identity): Relation {
  if (identity.mine.has(address)) return 'me';
  if (identity.colleagues.has(address)) return 'colleague';
  return isWithin(domainOf(address), identity.companyDomains) ? 'colleague' : 'outsider';
}

/**
 * Domains to propose as the user's own company: those of the user's addresses, as registered, without free-mail
 * domains.
 */
export function proposeCompanyDomains(mine: Iterable<CanonicalAddress>): ReadonlySet<string> {
  const domains = [...mine].map(domainOf).filter((domain) => !isFreeMail(domain));
  return new Set(domains.map(registrableDomain));
}

/** The same for all addresses that reach one person: tags, and the dots of Gmail, do not count. */
export function personKey(address: CanonicalAddress): string {
  return addressKeys(address).at(-1)?.key ?? address;
}
