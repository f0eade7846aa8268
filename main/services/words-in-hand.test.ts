/** A first sync takes mail into the search index after it stored it; whatever happens between the two, each mail is found, once. */
import { expect, test } from 'vitest';
import { unsearchedCount } from '../db/search-index.ts';
import type { MailContent } from '../../app/domain/mail.ts';
import { fillSearch } from './fill-search.ts';
import { mailOf } from './testing/array-source.ts';
import { addInbox, emptyStore, receive } from './testing/mail-store.ts';
import { SALLY } from './testing/people.ts';
import { wordsInHand } from './words-in-hand.ts';

const never = new AbortController().signal;

function letters(count: number): readonly MailContent[] {
  return Array.from({ length: count }, (_, at) =>
    mailOf({ id: `w${String(at)}`, from: 'ana@acme.test', to: SALLY, subject: 'Gasket', at: at + 1 }),
  );
}

function stored(count: number) {
  const deps = emptyStore();
  const words = wordsInHand(deps);
  receive(deps, addInbox(deps), letters(count), 1, (mails) => words.take(mails));
  const { db } = deps.store;
  const found = (): number =>
    db.prepare<[], { count: number }>(`SELECT count(*) AS count FROM mail_fts WHERE mail_fts MATCH 'gasket'`).get()
      ?.count ?? 0;
  return { deps, db, words, found };
}

test('mail is counted as not found yet until its words are written', () => {
  const { db, words, found } = stored(3);
  expect([found(), unsearchedCount(db)]).toEqual([0, 3]);
  words.write();
  expect([found(), unsearchedCount(db)]).toEqual([3, 0]);
  words.write();
  expect(found()).toBe(3);
});

test('what a crash left untaken, the engine takes in when it starts', async () => {
  const { deps, db, found } = stored(3);
  expect(await fillSearch(deps, never)).toBe(3);
  expect([found(), unsearchedCount(db)]).toEqual([3, 0]);
});

test('mail that another program took in meanwhile is not taken in twice', async () => {
  const { deps, words, found } = stored(3);
  await fillSearch(deps, never);
  words.write();
  expect(found()).toBe(3);
});

test('there are enough for a transaction after a hundred', () => {
  expect([stored(99).words.isFull(), stored(100).words.isFull()]).toEqual([false, true]);
});
