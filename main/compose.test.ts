import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import type { OutboxEntryView } from '../app/contract/action-views.ts';
import { arrayServer, mailOf } from './services/testing/array-source.ts';
import { CARDS, SALLY } from './services/testing/people.ts';
import { addSally, atCrm, cardsOf, openProfile, SILENT, tempDir } from './services/testing/profile.ts';

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
  expect((await mailpin.call('mails.search', { text: 'pilot', limit: 10 })).hits).toHaveLength(1);
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

test('a push reports what the opening engine paid before it was asked', async () => {
  const server = arrayServer();
  server.deliver('INBOX', mailOf({ id: 'a', from: 'ana@acme.test', to: SALLY, subject: 'Pilot' }));
  const dir = tempDir();
  const before = await openProfile({ dir, source: server.source });
  await addSally(before);
  await before.call('cards.import', { rows: CARDS });
  await before.call('sync.once', {});
  await before.stop();
  const db = new Database(join(dir, 'mailpin.db'));
  db.exec(`UPDATE outbox SET state = 'pending', activity_id = NULL`);
  db.close();
  const mailpin = await openProfile({ dir, source: server.source });
  await vi.waitUntil(async () => (await mailpin.call('outbox.list', { limit: 9 })).every(isPaid), { timeout: 5_000 });
  const settled = { detached: 0, waiting: 0, held: 0, rehearsing: 0, dead: 0 };
  expect(await mailpin.call('outbox.drain', {})).toEqual({ attached: 2, ...settled });
  expect(await mailpin.call('outbox.drain', {})).toEqual({ attached: 0, ...settled });
});

const isPaid = ({ state }: OutboxEntryView): boolean => state.kind === 'done';

test('a profile that cannot be opened leaves a line in the log: what it was and where, never what it said', async () => {
  const dir = tempDir();
  const mailpin = await openProfile({ dir, source: arrayServer().source });
  await mailpin.stop();
  const db = new Database(join(dir, 'mailpin.db'));
  db.exec('ALTER TABLE account RENAME TO account_of_yesterday; ALTER TABLE stale_thread RENAME TO stale_of_yesterday');
  db.close();
  const lines: unknown[] = [];
  const logger = { ...SILENT, error: (event: string, facts: unknown) => void lines.push([event, facts]) };
  await expect(openProfile({ dir, source: arrayServer().source, logger })).rejects.toThrow();
  expect(lines).toEqual([
    [
      'profile.not-opened',
      {
        code: 'internal',
        kind: 'SqliteError/SQLITE_ERROR',
        at: expect.stringMatching(/^[\w-]+\.ts:\d+:\d+$/) as string,
      },
    ],
  ]);
});
