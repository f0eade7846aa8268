import { addressKeys } from '../domain/address.ts';
import type { CanonicalAddress, CrmId } from '../domain/ids.ts';
import type { AddressStep } from '../domain/link.ts';
import type { AddressHit, CardLookup } from './card-lookup.ts';
import { byCardId, type CardMatch } from './card-match.ts';
import { currentCardId } from './converted-lead.ts';
import { standingOf, type PersonStanding } from './person-standing.ts';
import type { World } from './verdict.ts';

/** What one address on a mail points at: one card, or several that are rivals for it. */
export interface AddressAnswer {
  readonly address: CanonicalAddress;
  /** Deals are found through outsiders only; a colleague who is also a contact is on too many of them. */
  readonly isOutsider: boolean;
  readonly matches: readonly CardMatch[];
}

/**
 * Leads, contacts and companies by an address on a mail (rules 1.2, 1.3 and 5.3): the first step that finds a card, primary addresses
 * before additional ones. Null when it points at none, as the user's own addresses do.
 *
 * @param isExactOnly a filter is in force; desks and machines (`sales@`) are compared exactly in any case
 */
export function matchAddress(address: CanonicalAddress, world: World, isExactOnly: boolean): AddressAnswer | null {
  const { cards } = world;
  return matchPerson(standingOf(address, world), cards, isExactOnly);
}

/** The same of somebody of whom it is known who they are. */
export function matchPerson(
  { address, relation, isDesk }: PersonStanding,
  cards: CardLookup,
  isExactOnly: boolean,
): AddressAnswer | null {
  if (relation === 'me') return null;
  const matches = cardsAt(address, cards, isExactOnly || isDesk);
  return matches.length > 0 ? { address, isOutsider: relation === 'outsider', matches } : null;
}

function cardsAt(address: CanonicalAddress, cards: CardLookup, isExactOnly: boolean): readonly CardMatch[] {
  const matches: CardMatch[] = [];
  // Each CRM answers for itself: the first step that finds a card there.
  const answered = new Set<CrmId>();
  for (const key of addressKeys(address)) {
    if (isExactOnly && key.step !== 'exact') break;
    const hits = cards.byAddress(key).filter(({ card }) => !answered.has(card.crmId));
    if (hits.length === 0) continue;
    const withPrimary = new Set(hits.flatMap(({ card, isPrimary }) => (isPrimary ? card.crmId : [])));
    for (const hit of hits) {
      const { crmId } = hit.card;
      answered.add(crmId);
      if (hit.isPrimary || !withPrimary.has(crmId)) matches.push(matchOf(hit, address, key.step, cards));
    }
  }
  return matches.length === 0 ? matches : onePerCard(matches);
}

/** A converted lead points at the contact it became. */
function matchOf(
  { card, isPrimary }: AddressHit,
  address: CanonicalAddress,
  step: AddressStep,
  cards: CardLookup,
): CardMatch {
  const today = cards.card(currentCardId(card.id, cards)) ?? card;
  return today.id === card.id
    ? { card, evidence: { rule: 'address', address, step, isPrimary } }
    : { card: today, evidence: { rule: 'converted-lead', leadId: card.id, address } };
}

/** Each card once, by its id; what an address says of it directly beats what a lead it was says. */
function onePerCard(matches: readonly CardMatch[]): readonly CardMatch[] {
  if (matches.length === 1) return matches;
  const byCard = new Map<string, CardMatch>();
  for (const match of matches) {
    if (match.evidence.rule === 'address' || !byCard.has(match.card.id)) byCard.set(match.card.id, match);
  }
  return [...byCard.values()].toSorted(byCardId);
}
