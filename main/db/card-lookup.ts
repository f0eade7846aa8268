import { addressKeys, domainOf, type AddressKey } from '../../app/domain/address.ts';
import type { Card } from '../../app/domain/card.ts';
import type { CanonicalAddress, CardId } from '../../app/domain/ids.ts';
import type { CardLookup } from '../../app/rules/card-lookup.ts';
import { domainsUpToRegistrable } from '../../app/rules/registrable-domain.ts';
import { cardGeneration } from './card-generation.ts';
import { addressHits, areOfSeveralCrms, companiesWith, dealsWith, keysOnCards, stagePlaces } from './card-questions.ts';
import { cardsById } from './cards.ts';
import { remembered } from './remembered.ts';
import type { ReadDb } from './sql.ts';

/** What can be asked of stored cards: by rules one by one, and by who knows what rules will ask, all at once. */
export interface StoredCards extends CardLookup {
  /** Reads at once what rules will ask about mail with these addresses. What it does not foresee is read when it is asked. */
  ahead(addresses: Iterable<CanonicalAddress>): void;
  /** Whether several cards, gone or not, have somebody's address at whatever step: of most people one has, and no card is looked at. */
  mayBeShared(person: CanonicalAddress): boolean;
}

interface KnownCards {
  readonly generation: string;
  readonly cards: StoredCards;
  /** Questions that were answered. */
  count: number;
}

/** Answers that are kept at most, about 40 MB of them; mail of strangers asks for ever new ones. */
const MAX_ANSWERS = 100_000;
const NOTHING: readonly never[] = [];
const known = new WeakMap<ReadDb, KnownCards>();

/**
 * The cards of the store as rules look them up. Each question is asked of the database once as long as no card changes, here or by
 * another program. Make one for a transaction and throw it away with it: it does not see changes that come after it was made.
 */
export function storedCards(db: ReadDb): StoredCards {
  const generation = cardGeneration(db);
  const standing = known.get(db);
  if (standing?.generation === generation && standing.count < MAX_ANSWERS) return standing.cards;
  const fresh: KnownCards = { generation, cards: lookupIn(db, (count) => (fresh.count += count)), count: 0 };
  known.set(db, fresh);
  return fresh.cards;
}

/** Gives back the memory of what was asked; for the end of a run that asked much. */
export function forgetCards(db: ReadDb): void {
  known.delete(db);
}

function lookupIn(db: ReadDb, onRead: (count: number) => void): StoredCards {
  const cards = remembered<CardId, Card | null>((ids) => cardsById(db, ids), null, onRead);
  const present = (ids: readonly CardId[]): readonly Card[] => {
    const [first] = ids;
    if (first === undefined) return NOTHING;
    if (ids.length > 1) return ids.flatMap((id) => cards.answer(id) ?? []);
    const card = cards.answer(first);
    return card === null ? NOTHING : [card];
  };
  const keys = remembered((asked: readonly string[]) => keysOnCards(db, asked), [], onRead);
  const companies = remembered((domains: readonly string[]) => companiesWith(db, domains), [], onRead);
  const deals = remembered((ids: readonly CardId[]) => dealsWith(db, ids), [], onRead);
  const foreseen = new Set<CanonicalAddress>();
  const shared = new Map<CanonicalAddress, boolean>();
  let isOfSeveral: boolean | undefined;
  const stages = remembered((asked: readonly string[]) => stagePlaces(db, asked), null, onRead);
  return {
    card: cards.answer,
    byAddress({ step, key }: AddressKey) {
      const found = keys.answer(key);
      return found.length === 0 ? NOTHING : addressHits(found, step, cards.answer);
    },
    mayBeShared(person) {
      const known = shared.get(person);
      if (known !== undefined) return known;
      const found = keys.answer(addressKeys(person).at(-1)?.key ?? person);
      const isShared = found.some(({ cardId }) => cardId !== found[0]?.cardId);
      shared.set(person, isShared);
      return isShared;
    },
    byDomain: (domain) => present(companies.answer(domain)),
    dealsOf(cardIds) {
      const ids = cardIds.flatMap(deals.answer);
      return present(ids.length < 2 ? ids : [...new Set(ids)].sort());
    },
    hasSeveralCrms: () => (isOfSeveral ??= areOfSeveralCrms(db)),
    stageOf: ({ crmId, stageId }) => (stageId === null ? null : stages.answer(`${crmId} ${stageId}`)),
    ahead(addresses) {
      const asked = new Set<string>();
      const domains = new Set<string>();
      for (const address of addresses) {
        if (foreseen.has(address)) continue;
        foreseen.add(address);
        for (const { key } of addressKeys(address)) asked.add(key);
        for (const domain of domainsUpToRegistrable(domainOf(address))) domains.add(domain);
      }
      if (asked.size === 0) return;
      keys.ahead(asked);
      companies.ahead(domains);
      const via = new Set<CardId>();
      for (const key of asked) for (const { cardId } of keys.answer(key)) via.add(cardId);
      for (const domain of domains) for (const id of companies.answer(domain)) via.add(id);
      cards.ahead(via);
      for (const { companyId } of present([...via])) if (companyId !== null) via.add(companyId);
      deals.ahead(via);
      const found = new Set<CardId>();
      for (const id of via) for (const dealId of deals.answer(id)) found.add(dealId);
      cards.ahead(found);
    },
  };
}
