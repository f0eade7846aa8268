import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { CanonicalAddress, UnixMs } from '../../app/domain/ids.ts';
import { contact } from '../queries/testing/cards.ts';
import { tempDir } from '../services/testing/profile.ts';
import { putAllowance } from './allowances.ts';
import { putCard } from './cards.ts';
import { setDomainWord } from './domain-words.ts';
import { openDatabase } from './open.ts';
import { setRelation } from './own-addresses.ts';
import type { WriteDb } from './sql.ts';
import { unitOfWork, type UnitOfWork } from './unit-of-work.ts';
import { readWorld } from './world.ts';

const ANA = 'ana@acme.test' as CanonicalAddress;

function openStore(): UnitOfWork {
  const store = unitOfWork(openDatabase(join(tempDir(), 'mailpin.db')));
  onTestFinished(() => {
    store.close();
  });
  return store;
}

test('as long as neither cards nor rules change, what was learned of people is kept', () => {
  const store = openStore();
  const before = readWorld(store.db);
  store.write((tx) => {
    setRelation(tx.db, ANA, 'me');
  });
  const known = readWorld(store.db);
  expect(known).not.toBe(before);
  store.write(() => undefined);
  expect(readWorld(store.db)).toBe(known);
});

test.each<[string, (db: WriteDb) => void]>([
  ['a card', (db) => putCard(db, contact('c1', 'Ana', ANA))],
  ['who somebody is', (db) => setRelation(db, ANA, 'colleague')],
  ['a company domain', (db) => setDomainWord(db, 'company', 'acme.test', true)],
  ['a free-mail domain', (db) => setDomainWord(db, 'free-mail', 'acme.test', true)],
  ['what passes the filters', (db) => putAllowance(db, { kind: 'address', value: ANA, allowedAt: 1 as UnixMs })],
])('%s makes the world another', (_what, change) => {
  const store = openStore();
  const before = readWorld(store.db);
  store.rehearse((tx) => {
    change(tx.db);
    expect(readWorld(tx.db)).not.toBe(before);
  });
  store.write((tx) => {
    change(tx.db);
  });
  expect(readWorld(store.db)).not.toBe(before);
});
