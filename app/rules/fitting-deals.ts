import type { Card } from '../domain/card.ts';
import type { CardId, UnixMs } from '../domain/ids.ts';
import type { CardLookup } from './card-lookup.ts';
import { currentCardId } from './converted-lead.ts';

/** A deal that the cards of a mail lead to. */
export interface DealCandidate {
  readonly deal: Card;
  /** The contact, lead or company that leads to it. */
  readonly viaId: CardId;
  /** Whether the deal was there, and not yet closed, when the mail was sent. */
  readonly fit: 'fits' | 'closed-before' | 'opened-after';
}

/**
 * Deals that a mail can be about (rules 5.5): those its people are on; only when none of these fits, those of their
 * companies and of the companies matched by domain. The others come with the reason why they do not fit.
 *
 * @param people leads and contacts matched by the addresses of outsiders
 * @param companies matched by address or domain
 */
export function dealCandidates(
  people: readonly Card[],
  companies: readonly Card[],
  sentAt: UnixMs,
  cards: CardLookup,
): readonly DealCandidate[] {
  const personIds = people.map(({ id }) => id);
  const ofPeople = candidates(personIds, sentAt, cards);
  if (ofPeople.some(({ fit }) => fit === 'fits')) return ofPeople;
  const employers = people.flatMap(({ companyId }) => companyId ?? []);
  const companyIds = [...new Set([...employers, ...companies.map(({ id }) => id)])];
  const seen = new Set(ofPeople.map(({ deal }) => deal.id));
  const ofCompanies = candidates(companyIds, sentAt, cards).filter(({ deal }) => !seen.has(deal.id));
  return [...ofPeople, ...ofCompanies];
}

function candidates(viaIds: readonly CardId[], sentAt: UnixMs, cards: CardLookup): readonly DealCandidate[] {
  const deals = viaIds.length === 0 ? [] : cards.dealsOf(viaIds);
  if (deals.length === 0) return [];
  const rankOf = new Map(viaIds.map((id, rank) => [id, rank]));
  const inOrder = deals.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  return inOrder.flatMap((deal) => {
    const viaId = firstVia(deal, rankOf, cards);
    return viaId === null ? [] : [{ deal, viaId, fit: fitOf(deal, sentAt) }];
  });
}

/** Of the cards that lead to a deal the one that stands first on the mail. A converted lead on the deal stands for its contact. */
function firstVia(
  { peopleIds, companyId }: Card,
  rankOf: ReadonlyMap<CardId, number>,
  cards: CardLookup,
): CardId | null {
  const people = peopleIds.map((id) => currentCardId(id, cards));
  const linked = companyId === null ? people : [...people, companyId];
  let first: CardId | null = null;
  let firstRank = Infinity;
  for (const id of linked) {
    const rank = rankOf.get(id) ?? Infinity;
    if (rank < firstRank) [first, firstRank] = [id, rank];
  }
  return first;
}

function fitOf(deal: Card, sentAt: UnixMs): DealCandidate['fit'] {
  if (deal.createdAt !== null && deal.createdAt > sentAt) return 'opened-after';
  const wasOpen = deal.status === 'open' || (deal.closedAt !== null && deal.closedAt > sentAt);
  return wasOpen ? 'fits' : 'closed-before';
}
