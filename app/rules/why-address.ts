import type { CanonicalAddress, CardId, MailId, UnixMs } from '../domain/ids.ts';
import { domainOf } from '../domain/address.ts';
import type { Filter } from '../domain/link.ts';
import type { WhyFix, WhyLine } from '../domain/why.ts';
import type { CardMatch } from './card-match.ts';
import { blockModeOf } from './blocklist.ts';
import { isDesk } from './desk.ts';
import { dealCandidates } from './fitting-deals.ts';
import { isFreeMail } from './free-mail.ts';
import { relationOf } from './identity.ts';
import { matchAddress } from './match-addresses.ts';
import { matchDomain } from './match-companies.ts';
import type { World } from './verdict.ts';
import { blockLines } from './why-block.ts';
import type { MailGroup } from './why-card.ts';
import { evidenceKey, evidenceValues, someOf, whyLine, type NameOf } from './why-line.ts';

/** What is known of an address and the mail with it. */
export interface AddressWhyFacts {
  readonly address: CanonicalAddress;
  readonly world: World;
  readonly now: UnixMs;
  /** How it came to be noted who they are; null when it is not noted. */
  readonly origin: 'account' | 'sent' | 'send-as' | 'user' | null;
  readonly mailCount: number;
  readonly newest: { readonly mailId: MailId; readonly subject: string } | null;
  readonly held: readonly MailGroup<Filter>[];
  /** Standing words of the user on everything with this person. */
  readonly keptOut: readonly { readonly cardId: CardId; readonly at: UnixMs }[];
}

const MAX_NAMED_DEALS = 3;
/** Why somebody is who they are when nothing is noted of their address. */
const OF_ITSELF = { me: 'user', colleague: 'domain', outsider: 'none' } as const;

/** Tells who an address is to the user and what its mail leads to, by the functions that match mail (rules 10). */
export function explainAddress(facts: AddressWhyFacts): readonly WhyLine[] {
  const nameOf: NameOf = (cardId) => facts.world.cards.card(cardId)?.name ?? cardId;
  return [
    whoLine(facts),
    ...kindLines(facts),
    ...matchLines(facts, nameOf),
    ...mailLines(facts),
    ...facts.held.map(({ reason, count, newest: { mailId, subject } }) =>
      whyLine('filter', `address.held.${reason}`, { count, subject }, { kind: 'show-mail', mailId }),
    ),
    ...facts.keptOut.map(({ cardId, at }) => keptOutLine(cardId, at, facts, nameOf)),
  ];
}

function whoLine({ address, world, origin }: AddressWhyFacts): WhyLine {
  const relation = relationOf(address, world.identity);
  const because = origin ?? OF_ITSELF[relation];
  return whyLine('identity', `address.who.${relation}.${because}`, { address, domain: domainOf(address) });
}

function kindLines({ address, world }: AddressWhyFacts): readonly WhyLine[] {
  if (relationOf(address, world.identity) === 'me') return [];
  const domain = domainOf(address);
  return [
    ...blockLines(address, world),
    ...(isDesk(address, world) ? [whyLine('filter', 'address.role', { address })] : []),
    ...(isFreeMail(domain, world.policy.freeMail) ? [whyLine('filter', 'address.free-mail', { domain })] : []),
  ];
}

/** What a mail with this address would be matched with. */
function matchLines({ address, world, now }: AddressWhyFacts, nameOf: NameOf): readonly WhyLine[] {
  if (relationOf(address, world.identity) === 'me' || blockModeOf(address, world) !== null) return [];
  const matches = matchAddress(address, world, false)?.matches ?? [];
  const companies = matchDomain(address, world)?.matches ?? [];
  const lines = matches.map((match) => matchLine(match, nameOf));
  if (matches.length > 1) lines.push(whyLine('candidate', 'address.several', { count: matches.length }));
  lines.push(...companies.map((match) => companyLine(match, matches.length > 0, nameOf)));
  if (lines.length === 0) return [whyLine('candidate', 'address.nobody', { address })];
  const found = (matches.length > 0 ? matches : companies).map(({ card }) => card);
  const people = found.filter(({ kind }) => kind !== 'company');
  const rest = found.filter(({ kind }) => kind === 'company');
  const fitting = dealCandidates(people, rest, now, world.cards).filter(({ fit }) => fit === 'fits');
  const [first] = fitting;
  if (first === undefined) return [...lines, whyLine('deals', 'address.no-deal', {})];
  const values = {
    count: fitting.length,
    deals: someOf(
      fitting.map(({ deal }) => deal.name),
      MAX_NAMED_DEALS,
    ),
  };
  return [...lines, whyLine('deals', 'address.deals', values, { kind: 'show-card', cardId: first.deal.id })];
}

function matchLine({ card, evidence }: CardMatch, nameOf: NameOf): WhyLine {
  const values = { card: card.name, ...evidenceValues(evidence, nameOf) };
  return whyLine('candidate', `link.${evidenceKey(evidence)}`, values, { kind: 'show-card', cardId: card.id });
}

function companyLine({ card, evidence }: CardMatch, isBeaten: boolean, nameOf: NameOf): WhyLine {
  const values = { card: card.name, ...evidenceValues(evidence, nameOf) };
  const sentence = isBeaten ? 'candidate.address-beats-domain' : 'link.domain';
  return whyLine('candidate', sentence, values, { kind: 'show-card', cardId: card.id });
}

function mailLines({ mailCount, newest }: AddressWhyFacts): readonly WhyLine[] {
  if (mailCount === 0) return [whyLine('mail', 'address.no-mails', {}, { kind: 'sync' })];
  if (newest === null) return [whyLine('mail', 'address.mails', { count: mailCount })];
  const fix: WhyFix = { kind: 'show-mail', mailId: newest.mailId };
  return [whyLine('mail', 'address.mails-newest', { count: mailCount, subject: newest.subject }, fix)];
}

function keptOutLine(cardId: CardId, at: UnixMs, { address, newest }: AddressWhyFacts, nameOf: NameOf): WhyLine {
  const fix: WhyFix | null = newest === null ? null : { kind: 'let-in', mailId: newest.mailId, cardId };
  return whyLine('kept-out', 'kept-out.person', { card: nameOf(cardId), at, person: address }, fix);
}
