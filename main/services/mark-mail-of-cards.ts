import type { Card } from '../../app/domain/card.ts';
import { personKey } from '../../app/rules/identity.ts';
import { registrableDomain } from '../../app/rules/registrable-domain.ts';
import { cardById, dependentCardIds } from '../db/cards.ts';
import { markStaleByCard, markStaleByDomain, markStaleByPerson } from '../db/stale-threads.ts';
import type { Transaction } from '../db/unit-of-work.ts';

/**
 * Puts threads in line to be decided again in which the cards' people take part, or took part before the change. For deals those of
 * its people and its company; for companies those of its contacts too, since a deal is found through them; for leads those of the contact they became.
 *
 * @param versions of the changed cards, before and after
 */
export function markMailOf(tx: Transaction, versions: readonly Card[]): void {
  const named = versions.flatMap((card) => [card.id, ...card.peopleIds, card.companyId, card.convertedToId]);
  const contacts = named.flatMap((id) => (id === null ? [] : (cardById(tx.db, id)?.convertedToId ?? [])));
  const near = new Set([...named, ...contacts].filter((id) => id !== null));
  const all = new Set([...near].flatMap((id) => [id, ...dependentCardIds(tx.db, id)]));
  const cards = [...versions, ...[...all].flatMap((id) => cardById(tx.db, id) ?? [])];
  const people = new Set(cards.flatMap(({ addresses }) => addresses.map(({ address }) => personKey(address))));
  const domains = new Set(cards.flatMap((card) => card.domains.map(registrableDomain)));
  for (const id of all) markStaleByCard(tx.db, id);
  for (const key of people) markStaleByPerson(tx.db, key);
  for (const domain of domains) markStaleByDomain(tx.db, domain);
}
