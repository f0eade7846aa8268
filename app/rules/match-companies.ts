import { domainOf } from '../domain/address.ts';
import type { CanonicalAddress } from '../domain/ids.ts';
import type { CardLookup } from './card-lookup.ts';
import { byCardId, type CardMatch } from './card-match.ts';
import { isDesk } from './filters.ts';
import { isFreeMail } from './free-mail.ts';
import { relationOf } from './identity.ts';
import { domainsUpToRegistrable } from './registrable-domain.ts';
import type { World } from './verdict.ts';

/**
 * Companies by the domains of the outsiders on a mail (rules 5.4): the domain itself, else the nearest one above it
 * that was registered. Never by free-mail domains, the user's own, or the address of a desk or machine.
 *
 * @returns for each domain that is known its company, or several that are rivals for it
 */
export function matchCompanies(
  addresses: readonly CanonicalAddress[],
  world: World,
): readonly (readonly CardMatch[])[] {
  const { cards, identity, policy } = world;
  const people = addresses.filter((address) => relationOf(address, identity) === 'outsider' && !isDesk(address, world));
  const domains = [...new Set(people.map(domainOf))].filter((domain) => !isFreeMail(domain, policy.freeMail));
  return domains.map((domain) => companiesOf(domain, cards)).filter(({ length }) => length > 0);
}

function companiesOf(domain: string, cards: CardLookup): readonly CardMatch[] {
  for (const step of domainsUpToRegistrable(domain)) {
    const matches = cards
      .byDomain(step)
      .map((card): CardMatch => ({ card, evidence: { rule: 'domain', domain: step } }));
    if (matches.length > 0) return matches.toSorted(byCardId);
  }
  return [];
}
