import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWorld, type World } from './testing/world.ts';

let world: World;
beforeEach(() => {
  world = openWorld();
});
afterEach(() => {
  world.close();
});

test('the parts add up to the database, and an account knows its mails', async () => {
  for (let at = 0; at < 40; at += 1) {
    const text = Array.from({ length: 400 }, (_, word) => `word${String(at)}x${String(word)}`).join(' ');
    world.receive({
      id: `m${String(at)}@acme.example`,
      from: 'Ana <ana@acme.example>',
      to: ['Sally <sally@seller.example>'],
      text,
    });
  }
  const facts = await world.ask['space.get']({});
  const { databaseBytes, freeBytes, mailBytes, bodyBytes, indexBytes, otherBytes, accounts } = facts;
  expect(mailBytes + bodyBytes + indexBytes + otherBytes + freeBytes).toBe(databaseBytes);
  expect(Math.min(mailBytes, bodyBytes, indexBytes)).toBeGreaterThan(40_000);
  expect(accounts).toMatchObject([{ mailCount: 40 }]);
  expect(accounts[0]?.bodyBytes).toBeGreaterThan(20_000);
});
