import type { Identity, Relation, RelationWord } from '../domain/account.ts';
import { addressKeys, domainOf } from '../domain/address.ts';
import type { CanonicalAddress } from '../domain/ids.ts';
import type { DomainWords } from '../domain/policy.ts';
import { isFreeMail } from './free-mail.ts';
import { isWithin, registrableDomain } from './registrable-domain.ts';

const RELATION_OF = { me: 'me', colleague: 'colleague', 'not-me': 'outsider' } as const satisfies Record<
  RelationWord,
  Relation
>;
/** Where addresses of one person are known for different things, the first of these stands for their other addresses. */
const STRONGEST_FIRST: readonly RelationWord[] = ['me', 'colleague', 'not-me'];

/** @param words what is known of addresses, by the user or from the mailbox; of two on one address the first counts */
export function identityOf(
  words: readonly { readonly address: CanonicalAddress; readonly relation: RelationWord }[],
  companyDomains: ReadonlySet<string>,
): Identity {
  const byAddress = new Map<CanonicalAddress, Relation>();
  const byPerson = new Map<string, Relation>();
  for (const strongest of STRONGEST_FIRST) {
    for (const { address, relation } of words) {
      if (relation !== strongest) continue;
      const known = RELATION_OF[relation];
      if (!byAddress.has(address)) byAddress.set(address, known);
      if (!byPerson.has(personKey(address))) byPerson.set(personKey(address), known);
    }
  }
  const identity: Identity = {
    byAddress,
    byPerson,
    companyDomains,
    mine: { has: (address) => relationOf(address, identity) === 'me' },
  };
  return identity;
}

/**
 * What is known of the very address counts first, then of another address of the same person (a tag, Gmail's dots), then the
 * company's domains and those below them (rules 2).
 */
export function relationOf(address: CanonicalAddress, identity: Identity): Relation {
  const known = identity.byAddress.get(address) ?? identity.byPerson.get(personKey(address));
  if (known !== undefined) return known;
  return isWithin(domainOf(address), identity.companyDomains) ? 'colleague' : 'outsider';
}

/**
 * Domains to propose as the user's own company: those of the user's addresses, as registered, without free-mail
 * domains.
 */
export function proposeCompanyDomains(mine: Iterable<CanonicalAddress>, freeMail: DomainWords): ReadonlySet<string> {
  const domains = [...mine].map(domainOf).filter((domain) => !isFreeMail(domain, freeMail));
  return new Set(domains.map(registrableDomain));
}

/** The same for all addresses that reach one person: the plainest of them, without tags and the dots of Gmail. */
export function personKey(address: CanonicalAddress): CanonicalAddress {
  // Most addresses have one key only; this is asked for every address of every mail.
  if (!address.includes('+') && !address.endsWith('@gmail.com') && !address.endsWith('@googlemail.com')) return address;
  return (addressKeys(address).at(-1)?.key as CanonicalAddress | undefined) ?? address;
}
