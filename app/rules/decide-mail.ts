import type { Card } from '../domain/card.ts';
import type { CanonicalAddress, CardId, CrmId } from '../domain/ids.ts';
import type { Evidence, Filter, RankedDeal } from '../domain/link.ts';
import type { MailFacts } from '../domain/mail.ts';
import type { AddressBook, KnownAddress } from './address-book.ts';
import { isBlockedCard } from './blocklist.ts';
import type { CardMatch } from './card-match.ts';
import { currentCardId } from './converted-lead.ts';
import type { UserWords } from './covering-decisions.ts';
import { filterOf, heardPeople } from './filters.ts';
import { dealCandidates, type DealCandidate } from './fitting-deals.ts';
import { personKey } from './identity.ts';
import type { AddressAnswer } from './match-addresses.ts';
import type { DomainAnswer } from './match-companies.ts';
import { rankDeals } from './rank-deals.ts';
import type { DesiredLink, PassedOver, RememberedAnswer, World } from './verdict.ts';
import { VerdictDraft, type CardVerdict } from './verdict-draft.ts';

/** A world with what is known of its people, and whether somebody asks why. */
export interface DecidingWorld extends World {
  /** Of the same world. */
  readonly book: AddressBook;
  /** Whether the verdict tells too which cards were passed over; it decides nothing. */
  readonly isExplained: boolean;
}

export interface DecideMail extends DecidingWorld {
  readonly mail: MailFacts;
  readonly words: UserWords;
  /** Live links of the mail it answers; empty for the first mail of a branch. */
  readonly inherited: { readonly parentId: MailFacts['parentId']; readonly links: readonly DesiredLink[] };
  readonly answers: readonly RememberedAnswer[];
  /** Cards that mail of the thread decided before is on, or that the user put mail of the thread on. */
  readonly usedInThread: ReadonlySet<CardId>;
  /** The user lets the whole thread through the filters. */
  readonly isThreadAllowed: boolean;
}

/** Filters that let nothing through but the user's word; the others leave exact addresses too (rules 5, filters). */
const ONLY_BY_WORD: ReadonlySet<Filter> = new Set(['protected', 'blocked']);

/**
 * Which cards one mail belongs on (rules 5), step after step; a filter leaves only the user's word and exact addresses.
 */
export function decideMail(task: DecideMail): CardVerdict {
  const { mail, cards, identity, policy, isThreadAllowed, isExplained } = task;
  const draft = new VerdictDraft(mail.id, task);
  const heard = heardPeople(mail, task.book);
  const filter = filterOf({ mail, heard, identity, policy, isThreadAllowed });
  if (filter !== null && ONLY_BY_WORD.has(filter)) return draft.finish(filter, null);
  if (filter === null) inherit(draft, task);
  const found = heard.flatMap((person) => person.matched(filter !== null) ?? []);
  // Where an address of an outsider is known its domain tells nothing, but in another CRM.
  const isByDomain = isExplained || !found.some(({ isOutsider }) => isOutsider) || cards.hasSeveralCrms();
  const ofDomains = filter === null && isByDomain ? companiesOf(heard) : [];
  const answers = byCrm(found, ofDomains).map((inCrm) => decideInCrm(draft, inCrm, filter, task));
  const rivals = questionOf(answers.flatMap((answer) => answer.rivals));
  return draft.finish(filter, rivals ?? questionOf(answers.flatMap(({ deals }) => deals)));
}

/** What the people on a mail point at in one CRM. */
interface FoundInCrm {
  readonly crmId: CrmId;
  readonly found: readonly AddressAnswer[];
  readonly ofDomains: readonly DomainAnswer[];
}

/**
 * Each CRM has cards of its own for the same people: cards are rivals within a CRM and never of one in another, or nobody could keep
 * two CRMs side by side while moving from one to the other.
 */
function byCrm(found: readonly AddressAnswer[], ofDomains: readonly DomainAnswer[]): readonly FoundInCrm[] {
  const crmIds = new Set<CrmId>();
  for (const answers of [found, ofDomains]) {
    for (const { matches } of answers) for (const { card } of matches) crmIds.add(card.crmId);
  }
  if (crmIds.size < 2) return [...crmIds].map((crmId) => ({ crmId, found, ofDomains }));
  return [...crmIds]
    .sort()
    .map((crmId) => ({ crmId, found: within(found, crmId), ofDomains: within(ofDomains, crmId) }));
}

function within<Answer extends { readonly matches: readonly CardMatch[] }>(
  answers: readonly Answer[],
  crmId: CrmId,
): readonly Answer[] {
  return answers
    .map((answer) => ({ ...answer, matches: answer.matches.filter(({ card }) => card.crmId === crmId) }))
    .filter(({ matches }) => matches.length > 0);
}

/** @returns cards and deals to ask the user about */
function decideInCrm(
  draft: VerdictDraft,
  { crmId, found, ofDomains: answersOfDomains }: FoundInCrm,
  filter: Filter | null,
  task: DecideMail,
): { readonly rivals: readonly RankedDeal[]; readonly deals: readonly RankedDeal[] } {
  const isDealGiven = draft.hasDeal(crmId);
  const rivals = found.flatMap(({ address, matches }) =>
    settle(draft, matches, () => remembered(address, matches, task)),
  );
  if (filter !== null) return { rivals, deals: [] };
  const ofOutsiders = found.filter(({ isOutsider }) => isOutsider).map(({ matches }) => matches);
  const ofDomains = answersOfDomains.map(({ matches }) => matches);
  if (ofOutsiders.length > 0) passOverAll(draft, ofDomains.flat(), 'address-beats-domain');
  else rivals.push(...ofDomains.flatMap((matches) => settle(draft, matches)));
  const via = (ofOutsiders.length > 0 ? ofOutsiders : ofDomains).flatMap((matches) => settledCards(draft, matches));
  return { rivals, deals: settleDeals(draft, via, isDealGiven, task) };
}

/** Companies by domain, each domain once. */
function companiesOf(people: readonly KnownAddress[]): readonly DomainAnswer[] {
  const byDomain = new Map<string, DomainAnswer>();
  for (const person of people) {
    const answer = person.matchedByDomain();
    if (answer !== null && !byDomain.has(answer.domain)) byDomain.set(answer.domain, answer);
  }
  return [...byDomain.values()];
}

/** A blocked person's card gets nothing, not even by the mail that is answered. */
function inherit(draft: VerdictDraft, task: DecideMail): void {
  const { parentId, links } = task.inherited;
  if (parentId === null) return;
  for (const { cardId } of links) {
    const card = task.cards.card(cardId);
    if (card === null || !isBlockedCard(card, task)) draft.propose(cardId, { rule: 'reply', parentId }, card);
  }
}

/**
 * Puts the mail on the card that an address or domain points at. Of rivals the one that the mail is on already wins, then the one
 * that the user chose for the address before.
 *
 * @param chosen asked of rivals only: from the latest choice to the earliest
 * @returns rivals to ask the user about
 */
function settle(
  draft: VerdictDraft,
  matches: readonly CardMatch[],
  chosen: () => readonly CardMatch[] = () => [],
): readonly RankedDeal[] {
  const [only] = matches;
  if (only !== undefined && matches.length === 1) {
    draft.propose(only.card.id, only.evidence, only.card);
    return [];
  }
  const open = matches.filter(({ card }) => !draft.isKeptOut(card.id));
  const isRivalry = open.length > 1;
  const isOnOne = open.some(({ card }) => draft.isLinked(card.id));
  const choice = isRivalry && !isOnOne ? chosen().find(({ card }) => !draft.isKeptOut(card.id)) : undefined;
  if (choice !== undefined) draft.propose(choice.card.id, choice.evidence, choice.card);
  for (const match of matches) {
    if (isRivalry && open.includes(match)) passOverAll(draft, [match], 'several-cards');
    else draft.propose(match.card.id, match.evidence, match.card);
  }
  return isRivalry && !open.some(({ card }) => draft.isLinked(card.id)) ? open.map(({ card }) => unranked(card)) : [];
}

/** Rivals for an address that the user chose on another mail with it, the latest choice first. */
function remembered(
  address: CanonicalAddress,
  rivals: readonly CardMatch[],
  { answers, cards }: DecideMail,
): readonly CardMatch[] {
  const person = personKey(address);
  return answers
    .filter((answer) => answer.person === person)
    .toSorted((one, other) => other.decidedAt - one.decidedAt || (one.cardId < other.cardId ? -1 : 1))
    .flatMap(({ cardId, decidedAt }) => {
      const rival = rivals.find(({ card }) => card.id === currentCardId(cardId, cards));
      return rival === undefined ? [] : { card: rival.card, evidence: { rule: 'remembered', address, decidedAt } };
    });
}

/**
 * Cards through which deals may be found: of rivals only the chosen one; a card that is kept out still knows its deals.
 */
function settledCards(draft: VerdictDraft, matches: readonly CardMatch[]): readonly Card[] {
  const settled = matches.length === 1 ? matches : matches.filter(({ card }) => draft.isLinked(card.id));
  return settled.map(({ card }) => card);
}

/** Puts the mail on the only deal that fits; of several, returns those to ask about unless the deal is given. */
function settleDeals(
  draft: VerdictDraft,
  via: readonly Card[],
  isDealGiven: boolean,
  { mail, cards, usedInThread }: DecideMail,
): readonly RankedDeal[] {
  const people = via.filter(({ kind }) => kind !== 'company');
  const companies = via.filter(({ kind }) => kind === 'company');
  const candidates = dealCandidates(people, companies, mail.sentAt, cards);
  if (candidates.length === 0) return [];
  const fitting = candidates.filter(({ fit }) => fit === 'fits');
  const open = fitting.filter(({ deal }) => deal.status === 'open');
  const pool = new Set(open.length > 0 ? open : fitting);
  for (const candidate of candidates) {
    const { deal, fit } = candidate;
    const isInPool = pool.has(candidate);
    if ((isInPool && pool.size === 1) || draft.isKeptOut(deal.id))
      draft.propose(deal.id, dealEvidence(candidate), deal);
    else if (!isInPool) {
      passOverDeal(draft, candidate, fit === 'opened-after' ? 'deal-later' : 'deal-closed');
    } else passOverDeal(draft, candidate, isDealGiven ? 'deal-given' : 'several-deals');
  }
  if (isDealGiven || pool.size < 2) return [];
  const deals = Array.from(pool, ({ deal }) => deal).filter(({ id }) => !draft.isKeptOut(id));
  const peopleIds = people.map(({ id }) => id);
  return rankDeals(deals, { subject: mail.subject, textHead: mail.textHead, peopleIds, usedInThread }, cards);
}

function dealEvidence({ viaId }: DealCandidate): Evidence {
  return { rule: 'only-open-deal', viaId };
}

function passOverDeal(draft: VerdictDraft, candidate: DealCandidate, because: PassedOver['because']): void {
  draft.passOver({ cardId: candidate.deal.id, evidence: dealEvidence(candidate), because });
}

function passOverAll(draft: VerdictDraft, matches: readonly CardMatch[], because: PassedOver['because']): void {
  for (const { card, evidence } of matches) draft.passOver({ cardId: card.id, evidence, because });
}

function unranked({ id, kind, name }: Card): RankedDeal {
  return { card: { id, kind, name }, score: 0, reasons: [] };
}

function questionOf(cards: readonly RankedDeal[]): readonly RankedDeal[] | null {
  return cards.length > 0 ? cards : null;
}
