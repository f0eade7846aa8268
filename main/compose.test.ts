import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
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

test('a damaged file of the built-in CRM stops nobody from reading; what needs it says why', async () => {
  const server = arrayServer();
  server.deliver('INBOX', mailOf({ id: 'a', from: 'ana@acme.test', to: SALLY, subject: 'Pilot' }));
  const dir = tempDir();
  const before = await openProfile({ dir, source: server.source });
  await addSally(before);
  await before.call('cards.import', { rows: CARDS });
  await before.call('sync.once', {});
  await before.stop();
  for (const name of readdirSync(dir)) if (name.startsWith('crm.db')) rmSync(join(dir, name));
  const file = join(dir, 'crm.db');
  writeFileSync(file, 'no database, but long enough to look like the first page of one '.repeat(100));
  const mailpin = await openProfile({ dir, source: server.source });
  const mail = { messageId: 'a@mail.test' };
  expect(await cardsOf(mailpin, 'a')).toEqual(['contact:c1', 'deal:d1']);
  expect((await mailpin.call('threads.list', { limit: 10 })).total).toBe(1);
  expect(await mailpin.call('mails.search', { text: 'pilot', limit: 10 })).toHaveLength(1);
  expect((await mailpin.call('mails.why', { mail })).lines).not.toEqual([]);
  await mailpin.call('status.get', {});
  await mailpin.call('links.detach', { mails: [mail], cardId: 'd1', reach: 'thread' });
  const damaged = { code: 'store.corrupt', details: { path: file, holds: 'crm' } };
  expect(await mailpin.call('cards.get', { cardId: 'd1' })).toMatchObject({ atCrm: [], crmError: damaged });
  await expect(mailpin.call('outbox.drain', {})).rejects.toMatchObject(damaged);
  await expect(mailpin.call('cards.import', { rows: CARDS })).rejects.toMatchObject(damaged);
  rmSync(file);
  await mailpin.call('cards.import', { rows: CARDS });
  expect(await atCrm(mailpin, 'c1')).toEqual(['Pilot']);
  expect(await atCrm(mailpin, 'd1')).toEqual([]);
});
