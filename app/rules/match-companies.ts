import { domainOf } from '../domain/address.ts';
import type { CanonicalAddress } from '../domain/ids.ts';
import type { CardLookup } from './card-lookup.ts';
import { byCardId, type CardMatch } from './card-match.ts';
import { isFreeMail } from './free-mail.ts';
import { standingOf, type PersonStanding } from './person-standing.ts';
import { domainsUpToRegistrable } from './registrable-domain.ts';
import type { World } from './verdict.ts';

/** What a domain points at: its company, or several that are rivals for it. */
export interface DomainAnswer {
  readonly domain: string;
  readonly matches: readonly CardMatch[];
}

/**
 * The companies of an outsider's domain (rules 5.4): of the domain itself, else of the nearest one above it that was registered. Never by
 * free-mail domains, the user's own, or the address of a desk or machine; null when there is none.
 */
export function matchDomain(address: CanonicalAddress, world: World): DomainAnswer | null {
  return matchCompany(standingOf(address, world), world);
}

/** The same of somebody of whom it is known who they are. */
export function matchCompany(
  { address, relation, isDesk }: PersonStanding,
  { cards, policy }: Pick<World, 'cards' | 'policy'>,
): DomainAnswer | null {
  if (relation !== 'outsider' || isDesk) return null;
  const domain = domainOf(address);
  const matches = companiesAt(domain, { cards, policy });
  return matches.length > 0 ? { domain, matches } : null;
}

/** The companies that mail from a domain leads to, by the domain or the nearest one above it that is on a card. */
export function companiesAt(domain: string, { cards, policy }: Pick<World, 'cards' | 'policy'>): readonly CardMatch[] {
  return isFreeMail(domain, policy.freeMail) ? [] : companiesOf(domain, cards);
}

function companiesOf(domain: string, cards: CardLookup): readonly CardMatch[] {
  for (const step of domainsUpToRegistrable(domain)) {
    const matches = cards
      .byDomain(step)
      .map((card): CardMatch => ({ card, evidence: { rule: 'domain', domain: step } }));
    if (matches.length > 0) return matches.length === 1 ? matches : matches.toSorted(byCardId);
  }
  return [];
}
