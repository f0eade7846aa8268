import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWorld, type World } from './testing/world.ts';

const ALIAS = 'office@sister.example';

let world: World;
beforeEach(() => {
  world = openWorld();
});
afterEach(() => {
  world.close();
});

function receive(...addressees: readonly (readonly string[])[]): void {
  for (const [at, to] of addressees.entries()) {
    world.receive({ id: `a${String(at)}@acme.example`, from: 'Ana <ana@acme.example>', to, at });
  }
}

test('an address that mail here is sent to is proposed with the name its newest mail with one gives it', async () => {
  receive([`Office <${ALIAS}>`], [`Sister Office <${ALIAS}>`], [`${ALIAS} <${ALIAS}>`]);
  const { proposedAddresses } = await world.ask['identity.get']({});
  expect(proposedAddresses).toMatchObject([
    { address: ALIAS, name: 'Sister Office', because: 'addressed', mailCount: 3 },
  ]);
});

test('where mail names one of the user’s addresses too, nobody is proposed', async () => {
  receive([ALIAS, 'sally@seller.example'], [ALIAS, 'sally@seller.example']);
  expect((await world.ask['identity.get']({})).proposedAddresses).toEqual([]);
});
