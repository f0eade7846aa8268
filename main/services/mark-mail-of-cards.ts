import type { Card } from '../../app/domain/card.ts';
import { personKey } from '../../app/rules/identity.ts';
import { registrableDomain } from '../../app/rules/registrable-domain.ts';
import { cardsById, dependentCardIds } from '../db/cards.ts';
import { markStaleByCards, markStaleByDomain, markStaleByPeople } from '../db/stale-threads.ts';
import type { Transaction } from '../db/unit-of-work.ts';

/**
 * Puts threads in line to be decided again in which the cards' people take part, or took part before the change. For deals those of
 * its people and its company; for companies those of its contacts too, since a deal is found through them; for leads those of the contact they became.
 *
 * @param versions of the changed cards, before and after
 */
export function markMailOf(tx: Transaction, versions: readonly Card[]): void {
  const { db } = tx;
  const named = [
    ...new Set(versions.flatMap((card) => [card.id, ...card.peopleIds, card.companyId, card.convertedToId])),
  ];
  const known = [
    ...cardsById(
      db,
      named.filter((id) => id !== null),
    ).values(),
  ];
  const near = [...named, ...known.map(({ convertedToId }) => convertedToId)].filter((id) => id !== null);
  const all = [...new Set([...near, ...dependentCardIds(db, near)])];
  const cards = [...versions, ...cardsById(db, all).values()];
  const people = new Set(cards.flatMap(({ addresses }) => addresses.map(({ address }) => personKey(address))));
  const domains = new Set(cards.flatMap((card) => card.domains.map(registrableDomain)));
  markStaleByCards(db, all);
  markStaleByPeople(db, [...people]);
  for (const domain of domains) markStaleByDomain(db, domain);
}
