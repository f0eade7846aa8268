import { domainOf } from '../domain/address.ts';
import type { Card } from '../domain/card.ts';
import type { CanonicalAddress } from '../domain/ids.ts';
import type { MailFacts } from '../domain/mail.ts';
import type { Blocklist, BlockMode } from '../domain/policy.ts';
import { addressesOf } from './addresses-of.ts';
import { personKey, relationOf } from './identity.ts';
import { domainAndAbove } from './registrable-domain.ts';
import type { World } from './verdict.ts';

type Listing = Pick<World, 'identity' | 'policy'>;

/** Whether an address is protected or blocked; null for neither. The user's own addresses never are. */
export function blockModeOf(address: CanonicalAddress, { identity, policy }: Listing): BlockMode | null {
  if (isNobodyListed(policy.blocklist)) return null;
  const { addresses, people, domains } = policy.blocklist;
  const modes = [addresses.get(address), people.get(personKey(address)), modeOfDomain(domainOf(address), domains)];
  const mode = modes.includes('protected') ? 'protected' : (modes.find((one) => one !== undefined) ?? null);
  return mode === null || relationOf(address, identity) === 'me' ? null : mode;
}

/** Most people list nobody: then nothing is looked up for any mail. */
function isNobodyListed({ addresses, people, domains }: Blocklist): boolean {
  return addresses.size === 0 && people.size === 0 && domains.size === 0;
}

/** Of entries on a domain and one above it, `protected` stands. */
function modeOfDomain(domain: string, domains: Blocklist['domains']): BlockMode | undefined {
  let mode: BlockMode | undefined;
  if (domains.size === 0) return mode;
  for (const step of domainAndAbove(domain)) {
    const found = domains.get(step);
    if (found === 'protected') return found;
    mode ??= found;
  }
  return mode;
}

/**
 * What the blocklist says of a whole mail (rules 5, blocklist). `protected`: a protected person takes part, so it is stored and
 * never pushed. `blocked`: it is between the user's side and blocked people only, so it is not kept. Null: nobody is listed, or
 * others from outside are on it too, for whom it stays.
 */
export function blockOf(mail: Pick<MailFacts, 'participants'>, listing: Listing): BlockMode | null {
  if (isNobodyListed(listing.policy.blocklist)) return null;
  const addresses = addressesOf(mail);
  const modes = new Map(addresses.map((address) => [address, blockModeOf(address, listing)]));
  const listed = addresses.filter((address) => modes.get(address) !== null);
  if (listed.length === 0) return null;
  if (listed.some((address) => modes.get(address) === 'protected')) return 'protected';
  const { identity } = listing;
  const others = addresses.filter((address) => modes.get(address) === null);
  if (others.some((address) => relationOf(address, identity) === 'outsider')) return null;
  const isAboutOutsiders = listed.some((address) => relationOf(address, identity) === 'outsider');
  const isWrittenByThem = mail.participants.some(
    ({ role, address }) => role === 'from' && address !== null && modes.get(address) === 'blocked',
  );
  // Among colleagues only, a blocked one in copy takes nothing from the others.
  const isAmongColleagues = others.some((address) => relationOf(address, identity) === 'colleague');
  return isAboutOutsiders || isWrittenByThem || !isAmongColleagues ? 'blocked' : null;
}

/** Whether a lead, contact or company is a blocked person's or company's: no rule puts mail on it. */
export function isBlockedCard({ addresses, domains }: Card, listing: Listing): boolean {
  const list = listing.policy.blocklist;
  if (isNobodyListed(list)) return false;
  return (
    addresses.some(({ address }) => blockModeOf(address, listing) === 'blocked') ||
    domains.some((domain) => modeOfDomain(domain, list.domains) === 'blocked')
  );
}
