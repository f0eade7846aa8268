import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { QueryName } from '../../app/contract/queries.ts';
import { cardId, contact, deal, stage } from './testing/cards.ts';
import { openWorld, type World } from './testing/world.ts';

/** Tables that grow with the mail; reading one of them whole would be felt. */
const LARGE =
  'mail|mail_body|participant|placement|attachment|mail_reference|link|kept_out|decision|outbox|ledger|thread|answer';

let world: World;
// A world each: a statement is prepared once for a database, and only then can its plan be seen.
beforeEach(() => {
  world = openWorld();
  world.stages(stage('offer', 0));
  world.put(contact('c1', 'Ana', 'ana@acme.example'), deal('d7', 'Pumps', ['c1']));
  world.receive({ id: 'a@x.example', from: 'ana@acme.example', to: ['sally@seller.example'], subject: 'Pumps' });
});
afterEach(() => {
  world.close();
});

/** Steps of the plans of all statements of a query that read a large table from end to end without an index. */
async function fullScans(ask: () => unknown, tables = LARGE): Promise<readonly string[]> {
  return (await stepsOf(ask)).filter((step) => new RegExp(`^SCAN (${tables})$`, 'u').test(step));
}

/** Steps of the plans of all statements of a query. */
async function stepsOf(ask: () => unknown): Promise<readonly string[]> {
  const prepared = vi.spyOn(world.db, 'prepare');
  await ask();
  const statements = prepared.mock.calls.map(([text]) => text);
  prepared.mockRestore();
  return statements.flatMap(planOf);
}
function planOf(statement: string): readonly string[] {
  const nothing = statement
    .split('?')
    .slice(1)
    .map(() => null);
  const plan = world.db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${statement}`).all(...nothing);
  return plan.map((step) => step.detail);
}

const MAIL = { messageId: 'a@x.example' };
test.each<[QueryName, () => unknown]>([
  ['threads.list', () => world.ask['threads.list']({ limit: 50, cursor: '5.5.9' })],
  ['threads.list', () => world.ask['threads.list']({ limit: 50, filter: { cardId: cardId('deal', 'd7') } })],
  ['threads.of', () => world.ask['threads.of']({ mail: MAIL })],
  ['mails.get', () => world.ask['mails.get']({ mail: MAIL })],
  ['mails.search', () => world.ask['mails.search']({ text: 'pumps', limit: 20 })],
  ['mails.why', () => world.ask['mails.why']({ mail: MAIL })],
  ['cards.get', () => world.ask['cards.get']({ cardId: 'd7' })],
  ['cards.targets', () => world.ask['cards.targets']({ mailIds: [], limit: 9 })],
  ['board.get', () => world.ask['board.get']({})],
  ['questions.list', () => world.ask['questions.list']({ limit: 10 })],
  ['links.list', () => world.ask['links.list']({ limit: 10 })],
  ['suggestions.list', () => world.ask['suggestions.list']({ limit: 10 })],
  ['identity.get', () => world.ask['identity.get']({})],
])('%s reads no large table from end to end', async (_name, ask) => {
  expect(await fullScans(ask)).toEqual([]);
});

test('suggestions look through the open deals by their last change, not through all cards', async () => {
  expect(await fullScans(() => world.ask['suggestions.list']({ limit: 10 }), `${LARGE}|card`)).toEqual([]);
});

test('questions are listed and counted from the few that are asked, not from all mail', async () => {
  const steps = await stepsOf(() => world.ask['questions.list']({ limit: 10 }));
  expect(steps.filter((step) => /^SCAN (?!json_each)/u.test(step))).toEqual(['SCAN question', 'SCAN question']);
});
