import { expect, test } from 'vitest';
import type { Evidence, LinkOrigin } from '../domain/link.ts';
import type { CanonicalAddress, MailId, UnixMs } from '../domain/ids.ts';
import { reconcileLinks } from './reconcile-links.ts';
import { cardId } from './testing/facts.ts';

const byAddress: Evidence = {
  rule: 'address',
  address: 'ana@acme.test' as CanonicalAddress,
  step: 'exact',
  isPrimary: true,
};
const byReply: Evidence = { rule: 'reply', parentId: 1 as MailId };
const byUser: Evidence = { rule: 'user', reach: 'thread', decidedAt: 1 as UnixMs };
const link = (id: string, evidence: Evidence, origin: LinkOrigin = 'rule') => ({
  cardId: cardId('deal', id),
  origin,
  evidence,
});

test.each([
  ['nothing to do', [link('a', byAddress)], [link('a', byAddress)], []],
  ['a new link', [link('a', byAddress)], [], ['create a']],
  ['a link no longer wanted', [], [link('a', byAddress)], ['withdraw a']],
  ['a link of the user that was undone', [], [link('a', byUser, 'user')], ['withdraw a']],
  ['another reason', [link('a', byReply)], [link('a', byAddress)], ['restate a']],
  ['the user said what a rule had said', [link('a', byUser, 'user')], [link('a', byAddress)], ['restate a']],
  [
    'a later word',
    [link('a', { ...byUser, decidedAt: 2 as UnixMs }, 'user')],
    [link('a', byUser, 'user')],
    ['restate a'],
  ],
  ['from one card to another', [link('b', byUser, 'user')], [link('a', byAddress)], ['withdraw a', 'create b']],
])('%s', (_case, desired, existing, expected) => {
  const operations = reconcileLinks(desired, existing);
  expect(operations.map((operation) => `${operation.kind} ${operation.cardId.at(-1)}`)).toEqual(expected);
});

test('evidence read back with its fields in another order is the same', () => {
  const { rule, address, step, isPrimary } = byAddress;
  expect(reconcileLinks([link('a', byAddress)], [link('a', { isPrimary, step, address, rule })])).toEqual([]);
});
