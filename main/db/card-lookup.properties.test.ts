/** Stored cards answer what cards in arrays answer, asked one by one or read ahead, through every change. */
import fc from 'fast-check';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { addressKeys, domainOf } from '../../app/domain/address.ts';
import type { Card } from '../../app/domain/card.ts';
import type { CanonicalAddress, CardId, CrmId, UnixMs } from '../../app/domain/ids.ts';
import type { CardLookup } from '../../app/rules/card-lookup.ts';
import { indexCards } from '../../app/rules/testing/card-index.ts';
import { stage } from '../queries/testing/cards.ts';
import { tempDir } from '../services/testing/profile.ts';
import { cardsChanged } from './card-generation.ts';
import { forgetCards, storedCards } from './card-lookup.ts';
import { putCard, putStage } from './cards.ts';
import { openDatabase } from './open.ts';
import { run, sql } from './sql.ts';
import { unitOfWork } from './unit-of-work.ts';

const ADDRESSES = ['ana@acme.test', 'ana+crm@acme.test', 'a.na@gmail.com', 'ana@gmail.com', 'bo@eu.acme.test'].map(
  (address) => address as CanonicalAddress,
);
const STRANGERS = ['zoe@nowhere.test', 'ana+other@acme.test'].map((address) => address as CanonicalAddress);
const DOMAINS = ['acme.test', 'eu.acme.test'];
const KINDS = ['lead', 'contact', 'company', 'deal'] as const;
const IDS = KINDS.flatMap((kind) => ['1', '2'].map((id) => `builtin:${kind}:${id}` as CardId));
const STAGES = [stage('s1', 0), stage('s2', 1), stage('s3', 2), stage('won', 3, 'won')];

const anyCard = fc
  .record({
    kind: fc.constantFrom(...KINDS),
    remoteId: fc.constantFrom('1', '2'),
    addresses: fc.uniqueArray(fc.constantFrom(...ADDRESSES), { maxLength: 3 }),
    domains: fc.subarray(DOMAINS),
    peopleIds: fc.subarray(IDS.filter((id) => !id.includes('deal') && !id.includes('company'))),
    companyId: fc.option(fc.constantFrom(...IDS.filter((id) => id.includes('company')))),
    stageId: fc.option(fc.constantFrom('s1', 's2', 's3', 'unknown')),
    convertedToId: fc.option(fc.constantFrom(...IDS.filter((id) => id.includes('contact')))),
    isGone: fc.boolean(),
  })
  .map(({ kind, remoteId, isGone, ...spec }): Card => ({
    id: `builtin:${kind}:${remoteId}` as CardId,
    crmId: 'builtin' as CrmId,
    kind,
    remoteId,
    name: `${kind} ${remoteId}`,
    status: 'open',
    addresses:
      kind === 'deal' ? [] : spec.addresses.toSorted().map((address, at) => ({ address, isPrimary: at === 0 })),
    domains: kind === 'company' ? spec.domains : [],
    companyId: kind === 'company' ? null : spec.companyId,
    peopleIds: kind === 'deal' ? spec.peopleIds.toSorted() : [],
    stageId: kind === 'deal' ? spec.stageId : null,
    value: null,
    ownerName: null,
    convertedToId: kind === 'lead' ? spec.convertedToId : null,
    createdAt: null,
    closedAt: null,
    updatedAt: 0 as UnixMs,
    goneAt: isGone ? (1 as UnixMs) : null,
  }));
const anyHistory = fc.array(
  fc.record({
    cards: fc.array(anyCard, { maxLength: 6 }),
    ahead: fc.subarray([...ADDRESSES, ...STRANGERS]),
    forgets: fc.boolean(),
  }),
  { minLength: 1, maxLength: 4 },
);

function answersOf(cards: CardLookup) {
  const keys = [...ADDRESSES, ...STRANGERS].flatMap(addressKeys);
  return {
    addresses: keys.map((key) => {
      const hits = cards.byAddress(key);
      const ids = [...new Set(hits.map(({ card }) => card.id))].sort();
      return ids.map((id) => [id, hits.some(({ card, isPrimary }) => card.id === id && isPrimary)]);
    }),
    domains: [...DOMAINS, domainOf(STRANGERS[0] as CanonicalAddress)].map((domain) => idsOf(cards.byDomain(domain))),
    deals: [...IDS.map((id) => [id]), IDS].map((ids) => idsOf(cards.dealsOf(ids))),
    cards: IDS.map((id) => cards.card(id)),
    stages: IDS.map((id) => cards.card(id)).map((card) => (card?.kind === 'deal' ? cards.stageOf(card) : null)),
  };
}

function idsOf(cards: readonly Card[]): readonly CardId[] {
  return cards.map(({ id }) => id).sort();
}

test('stored cards answer what the same cards in arrays answer', () => {
  const store = unitOfWork(openDatabase(join(tempDir(), 'mailpin.db')));
  onTestFinished(() => {
    store.close();
  });
  fc.assert(
    fc.property(anyHistory, (history) => {
      store.write((tx) => {
        cardsChanged(tx.db);
        run(tx.db, sql`DELETE FROM card`);
      });
      const truth = new Map<CardId, Card>();
      for (const { cards, ahead, forgets } of history) {
        store.write((tx) => {
          for (const place of STAGES) putStage(tx.db, place);
          for (const card of cards) putCard(tx.db, card);
          for (const card of cards) truth.set(card.id, card);
          storedCards(tx.db).ahead(ahead);
          expect(answersOf(storedCards(tx.db))).toEqual(answersOf(indexCards(truth.values(), STAGES)));
        });
        if (forgets) forgetCards(store.db);
        expect(answersOf(storedCards(store.db))).toEqual(answersOf(indexCards(truth.values(), STAGES)));
      }
    }),
    { numRuns: 60 },
  );
});
