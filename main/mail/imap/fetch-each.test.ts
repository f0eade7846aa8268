import type { FetchMessageObject } from 'imapflow';
import { expect, test } from 'vitest';
import { fetchEach } from './fetch-each.ts';
import { uid } from '../testing/imap-sessions.ts';

function refusal(): Error {
  return Object.assign(new Error('Command failed'), { responseStatus: 'NO' });
}
const message = (value: number): FetchMessageObject => ({ seq: value, uid: value });

test('one damaged mail, for which a server refuses the whole FETCH, costs only itself', async () => {
  const client = {
    fetchAll: () => Promise.reject(refusal()),
    fetchOne: (asked: number | string) =>
      asked === '2' ? Promise.reject(refusal()) : Promise.resolve(message(Number(asked))),
  };
  const answers = await fetchEach(client, [1, 2, 3].map(uid), { uid: true });
  expect([...answers].map(([key, answer]) => [key, 'code' in answer ? answer.code : 'mail'])).toEqual([
    [1, 'mail'],
    [2, 'mail.unparsable'],
    [3, 'mail'],
  ]);
});

test('a lost connection is no damaged mail', async () => {
  const lost = new Error('Connection not available');
  const client = { fetchAll: () => Promise.reject(lost), fetchOne: () => Promise.resolve<false>(false) };
  await expect(fetchEach(client, [uid(1)], { uid: true })).rejects.toBe(lost);
});
