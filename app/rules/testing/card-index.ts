import { addressKeys, type AddressKey } from '../../domain/address.ts';
import type { Card, Stage } from '../../domain/card.ts';
import type { CardId } from '../../domain/ids.ts';
import type { AddressHit, CardLookup, StagePlace } from '../card-lookup.ts';

/** Cards and stages as they are, indexed once for any number of look-ups. */
export function indexCards(cards: Iterable<Card>, stages: readonly Stage[] = []): CardLookup {
  const byId = new Map<CardId, Card>();
  const byAddress = new Map<string, AddressHit[]>();
  const byDomain = new Map<string, Card[]>();
  const dealsOf = new Map<CardId, Card[]>();
  for (const card of cards) {
    byId.set(card.id, card);
    if (card.goneAt !== null) continue;
    for (const { address, isPrimary } of card.addresses) {
      for (const key of addressKeys(address)) push(byAddress, nameOf(key), { card, isPrimary });
    }
    if (card.kind === 'company') for (const domain of card.domains) push(byDomain, domain, card);
    if (card.kind !== 'deal') continue;
    const linked = card.companyId === null ? card.peopleIds : [...card.peopleIds, card.companyId];
    for (const id of new Set(linked)) push(dealsOf, id, card);
  }
  for (const { id, convertedToId } of byId.values()) {
    if (convertedToId !== null) for (const deal of dealsOf.get(id) ?? []) push(dealsOf, convertedToId, deal);
  }
  const places = stagePlaces(stages);
  return {
    byAddress: (key) => byAddress.get(nameOf(key)) ?? [],
    byDomain: (domain) => byDomain.get(domain) ?? [],
    dealsOf: (ids) => [...new Set(ids.flatMap((id) => dealsOf.get(id) ?? []))],
    card: (id) => byId.get(id) ?? null,
    hasSeveralCrms: () => new Set([...byId.values()].map(({ crmId }) => crmId)).size > 1,
    stageOf: (deal) => places.get(`${deal.crmId}\n${deal.stageId ?? ''}`) ?? null,
  };
}

function nameOf({ step, key }: AddressKey): string {
  return `${step} ${key}`;
}

function push<Key, Item>(index: Map<Key, Item[]>, key: Key, item: Item): void {
  const items = index.get(key);
  if (items === undefined) index.set(key, [item]);
  else items.push(item);
}

/** Progress of the open stages within their pipeline; the closed ones are at its end. */
function stagePlaces(stages: readonly Stage[]): ReadonlyMap<string, StagePlace> {
  const pipelines = new Map<string, Stage[]>();
  for (const stage of stages) push(pipelines, `${stage.crmId}\n${stage.pipeline}`, stage);
  const places = new Map<string, StagePlace>();
  for (const pipeline of pipelines.values()) {
    const open = pipeline.filter(({ outcome }) => outcome === 'open').toSorted((a, b) => a.position - b.position);
    const last = Math.max(1, open.length - 1);
    for (const stage of pipeline) {
      const index = open.indexOf(stage);
      places.set(`${stage.crmId}\n${stage.id}`, { name: stage.name, progress: index < 0 ? 1 : index / last });
    }
  }
  return places;
}
