import { expect, test } from 'vitest';
import { MailpinError } from '../errors.ts';
import type { CallName } from './api.ts';
import { isCallName, parseCardRow, parseInput } from './schema.ts';

function fieldRefused(name: CallName, input: unknown): string | number | undefined {
  try {
    parseInput(name, input);
  } catch (error) {
    if (error instanceof MailpinError && error.code === 'input.invalid') return error.details['field'];
    throw error;
  }
  return undefined;
}

const IMAP = { kind: 'imap', host: 'h', port: 993, security: 'tls', user: 'u', caFile: null };

test.each<[CallName, unknown]>([
  ['status.get', {}],
  ['threads.list', { limit: 50 }],
  ['threads.list', { limit: 50, cursor: 'x', filter: { mailboxId: 3, isUnlinked: true } }],
  ['mails.get', { mail: { messageId: '<a@b>' } }],
  ['mails.search', { text: '', limit: 1 }],
  ['links.list', { limit: 1, mail: undefined }],
  ['links.attach', { mails: [{ mailId: 1 }, { messageId: 'a@b' }], cardId: 'd7', reach: 'thread', from: 'd8' }],
  ['accounts.add', { address: 'a@b', settings: IMAP, password: 'secret', isChecked: true }],
  ['attachments.save', { mailId: 1, part: '2.1', path: '/tmp/x' }],
  ['cards.import', { rows: [{ kind: 'deal', id: 'd1', name: 'Pumps', people: ['c1'], row: 2 }] }],
])('%s takes %j', (name, input) => {
  expect(parseInput(name, input)).toEqual(input);
});

test.each<[CallName, unknown, string]>([
  ['status.get', null, 'input'],
  ['status.get', { extra: 1 }, 'extra'],
  ['threads.list', { limit: 0 }, 'limit'],
  ['threads.list', { limit: 1.5 }, 'limit'],
  ['threads.list', { limit: 5, filter: { cardId: '' } }, 'filter.cardId'],
  ['threads.get', { threadId: '1' }, 'threadId'],
  ['threads.get', { threadId: Number.NaN }, 'threadId'],
  ['mails.get', { mail: { mailId: 1, messageId: 'a@b' } }, 'mail'],
  ['links.attach', { mails: [], cardId: 'd7', reach: 'thread' }, 'mails'],
  ['links.attach', { mails: [{ mailId: 1 }], cardId: 'd7', reach: 'everything' }, 'reach'],
  ['accounts.add', { address: 'a@b', settings: { kind: 'ftp' }, password: null, isChecked: true }, 'settings.kind'],
  ['accounts.add', { address: 'a@b', settings: { ...IMAP, port: 0 }, password: '', isChecked: true }, 'settings.port'],
  ['attachments.save', { mailId: 1, part: '../x', path: '/tmp/x' }, 'part'],
  ['mails.search', { text: 'x'.repeat(5_000), limit: 1 }, 'text'],
])('%s refuses a bad input and names the field', (name, input, field) => {
  expect(fieldRefused(name, input)).toBe(field);
});

test('a refused secret is not in the error', () => {
  const thrown = (): unknown =>
    parseInput('accounts.sign-in', { accountId: 'a', password: 'hunter2', more: 'hunter2' });
  expect(thrown).toThrow(new MailpinError('input.invalid', { field: 'more' }));
});

test('only queries and commands are call names', () => {
  expect(['status.get', 'toString', '__proto__', 'nope', 7].map(isCallName)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});

test('a card row is checked by itself', () => {
  expect(() => parseCardRow({ kind: 'deal', id: 'd1', row: 4 })).toThrow('input.invalid');
});
