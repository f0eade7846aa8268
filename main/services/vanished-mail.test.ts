import { expect, test } from 'vitest';
import { arrayServer, mailOf } from './testing/array-source.ts';
import { CARDS, SALLY } from './testing/people.ts';
import { addSally, openProfile } from './testing/profile.ts';

test('a thread whose mails are at no server any more leaves the list, unless it is on a card; the total says the same on every page', async () => {
  const server = arrayServer();
  const mailpin = await openProfile({ source: server.source });
  await mailpin.call('cards.import', { rows: CARDS });
  await addSally(mailpin);
  const deliver = (id: string, from: string) =>
    server.deliver('INBOX', mailOf({ id, from, to: SALLY, subject: id, at: id.charCodeAt(0) }));
  const carded = deliver('a', 'ana@acme.test');
  const private1 = deliver('b', 'who@nobody.test');
  deliver('c', 'who@nobody.test');
  deliver('d', 'ana@acme.test');
  await mailpin.call('sync.once', {});
  server.remove('INBOX', carded);
  server.remove('INBOX', private1);
  await mailpin.call('sync.once', {});
  const first = await mailpin.call('threads.list', { limit: 2 });
  const second = await mailpin.call('threads.list', { limit: 2, cursor: first.next ?? '' });
  expect([...first.items, ...second.items].map(({ subject }) => subject)).toEqual(['d', 'c', 'a']);
  expect([first.total, second.total, second.next]).toEqual([3, 3, null]);

  // Put back, as from the trash, it is listed again.
  deliver('b', 'who@nobody.test');
  await mailpin.call('sync.once', {});
  expect((await mailpin.call('threads.list', { limit: 9 })).total).toBe(4);
});
