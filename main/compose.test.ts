import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { arrayServer, mailOf } from './services/testing/array-source.ts';
import { CARDS, SALLY } from './services/testing/people.ts';
import { addSally, atCrm, cardsOf, openProfile, tempDir } from './services/testing/profile.ts';

test('mail is mirrored, finds its cards, and the CRM holds exactly that', async () => {
  const server = arrayServer();
  server.deliver('INBOX', mailOf({ id: 'a', from: 'ana@acme.test', to: SALLY, subject: 'Pilot' }));
  server.deliver('INBOX', mailOf({ id: 'x', from: 'who@nobody.test', to: SALLY }));
  const mailpin = await openProfile({ source: server.source });
  await addSally(mailpin);
  const reports = await mailpin.call('sync.once', {});
  expect(reports[0]).toMatchObject({ error: null, added: 2 });
  const report = await mailpin.call('cards.import', { rows: CARDS });
  expect(report).toMatchObject({ created: 6, updated: 0, refused: [], relinkedMails: 1 });
  expect(await cardsOf(mailpin, 'a')).toEqual(['contact:c1', 'deal:d1']);
  expect(await cardsOf(mailpin, 'x')).toEqual([]);
  expect(await atCrm(mailpin, 'd1')).toEqual(['Pilot']);
  await mailpin.call('links.detach', { mails: [{ messageId: 'a@mail.test' }], cardId: 'd1', reach: 'thread' });
  expect(await cardsOf(mailpin, 'a')).toEqual(['contact:c1']);
  expect(await atCrm(mailpin, 'd1')).toEqual([]);
  await mailpin.call('actions.undo', {});
  expect(await atCrm(mailpin, 'd1')).toEqual(['Pilot']);
});

test('a profile folder is made for this user only', async () => {
  const dir = join(tempDir(), 'new', 'profile');
  await openProfile({ dir, source: arrayServer().source });
  expect(statSync(dir).mode & 0o777).toBe(0o700);
});
