import { domainOf } from '../domain/address.ts';
import type { Card } from '../domain/card.ts';
import type { CanonicalAddress, UnixMs } from '../domain/ids.ts';
import { blockModeOf } from './blocklist.ts';
import { isDesk } from './desk.ts';
import { isFreeMail } from './free-mail.ts';
import { relationOf } from './identity.ts';
import { matchAddress } from './match-addresses.ts';
import { matchDomain } from './match-companies.ts';
import { registrableDomain } from './registrable-domain.ts';
import type { World } from './verdict.ts';

/** How much mail somebody has to do with; newsletters, machines and other filtered mail not counted. */
export interface Correspondent {
  readonly address: CanonicalAddress;
  /** As their newest mail gives it; empty when none does. */
  readonly displayName: string;
  readonly receivedCount: number;
  /** Mails of the user to them. */
  readonly sentCount: number;
  readonly lastAt: UnixMs;
}
/** What a card for somebody could be filled with. */
export interface ProposedCard {
  readonly name: string;
  /** A company with their domain. */
  readonly company: Pick<Card, 'id' | 'kind' | 'name'> | null;
  /** What a new company could be called, where there is none with their domain; null for free-mail. */
  readonly companyName: string | null;
  readonly domain: string | null;
}

/** From so many mails on a stranger writes often; fewer will do when the user answers. */
const OFTEN = 3;
const OFTEN_ANSWERED = 2;

/** Whether a card may be proposed for somebody at all: an outsider and person without a card, whom nothing stops. */
export function isUnknownPerson(address: CanonicalAddress, world: World): boolean {
  if (relationOf(address, world.identity) !== 'outsider') return false;
  if (isDesk(address, world) || blockModeOf(address, world) !== null) return false;
  return matchAddress(address, world, false) === null;
}

/**
 * Unknown people who write often, those with the most mail first (rules 5.6). Only ever proposed, never made. One by one: of thousands
 * who write often a list shows the first, and the others are not looked up.
 */
export function* suggestPeople<Person extends Correspondent>(
  people: readonly Person[],
  world: World,
): Generator<Person> {
  const often = people
    .filter(
      ({ receivedCount, sentCount }) =>
        receivedCount >= OFTEN || (receivedCount + sentCount > OFTEN_ANSWERED && receivedCount > 0 && sentCount > 0),
    )
    .toSorted((one, other) => weight(other) - weight(one) || other.lastAt - one.lastAt || byAddress(one, other));
  for (const person of often) if (isUnknownPerson(person.address, world)) yield person;
}

/** The name as the person writes it, else made from the address; the company by the domain. */
export function proposeCard(
  { address, displayName }: Pick<Correspondent, 'address' | 'displayName'>,
  world: World,
): ProposedCard {
  const domain = domainOf(address);
  const local = address.slice(0, address.length - domain.length - 1);
  const name =
    displayName.trim() === '' || displayName.includes('@') ? asName(local.replace(/\+.*$/u, '')) : displayName.trim();
  if (isFreeMail(domain, world.policy.freeMail)) return { name, company: null, companyName: null, domain: null };
  const companies = matchDomain(address, world)?.matches ?? [];
  const only = companies.length === 1 ? (companies[0]?.card ?? null) : null;
  const registered = registrableDomain(domain);
  const [label = registered] = registered.split('.');
  return {
    name,
    company: only === null ? null : { id: only.id, kind: only.kind, name: only.name },
    companyName: companies.length > 0 ? null : asName(label),
    domain: registered,
  };
}

function weight({ receivedCount, sentCount }: Correspondent): number {
  return receivedCount + sentCount;
}

function byAddress(one: Correspondent, other: Correspondent): number {
  return one.address < other.address ? -1 : 1;
}

/** `nina.holm` is Nina Holm. */
function asName(written: string): string {
  const words = written.split(/[._\-\s]+/u).filter((word) => word !== '');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ') || written;
}
