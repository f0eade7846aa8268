import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { UnixMs } from '../../app/domain/ids.ts';
import type { MailSource } from '../../app/ports.ts';
import { openDatabase } from '../db/open.ts';
import { unitOfWork } from '../db/unit-of-work.ts';
import { insertAccount } from '../db/accounts.ts';
import { accountLines } from './account-lines.ts';
import type { MailDeps } from './deps.ts';
import { newEngineId } from './engine-id.ts';
import { syncAccount } from './sync-account.ts';
import { arrayServer, mailOf } from './testing/array-source.ts';
import { dumpMirror, dumpProfile } from './testing/dump.ts';
import { memorySecrets } from './testing/memory-secrets.ts';
import { CARDS, SALLY, SALLY_ID } from './testing/people.ts';
import { addSally, atCrm, cardsOf, openProfile, SILENT, tempDir } from './testing/profile.ts';

const MAILS = 40;

function filled(textOf: (index: number) => string = () => 'Hello') {
  const server = arrayServer();
  for (let index = 0; index < MAILS; index += 1) {
    const [from, to] = index % 3 === 0 ? [SALLY, 'ana@acme.test'] : ['ana@acme.test', SALLY];
    const subject = `S${String(index)}`;
    const mail = mailOf({ id: `m${String(index)}`, from, to, subject, text: textOf(index), at: index });
    server.deliver(index % 3 === 0 ? 'Sent' : 'INBOX', mail);
  }
  return server;
}

test('two engines on one profile, at once: every mail once, every activity once', async () => {
  const { source } = filled();
  const dir = tempDir();
  const one = await openProfile({ dir, source });
  const other = await openProfile({ dir, source });
  await addSally(one);
  await Promise.all([one.call('cards.import', { rows: CARDS }), other.call('cards.import', { rows: CARDS })]);
  const reports = await Promise.all([one.call('sync.once', {}), other.call('sync.once', {})]);
  expect(reports.flat().map(({ error }) => error)).toEqual([null, null]);
  await Promise.all([one.call('outbox.drain', {}), other.call('outbox.drain', {})]);
  expect(await atCrm(one, 'd1')).toHaveLength(MAILS);
  const calmDir = tempDir();
  const calm = await openProfile({ dir: calmDir, source });
  await addSally(calm);
  await calm.call('cards.import', { rows: CARDS });
  await calm.call('sync.once', {});
  await calm.call('outbox.drain', {});
  expect(dumpProfile(dir)).toEqual(dumpProfile(calmDir));
  const heard = new Promise<void>((resolve) => {
    other.on('store.changed', () => resolve());
  });
  await one.call('links.detach', { mails: [{ messageId: 'm1@mail.test' }], cardId: 'd1', reach: 'message' });
  await heard;
  expect(await cardsOf(other, 'm1')).toEqual(['contact:c1']);
});

/** A sync of one account into a store of its own, on which a test can lay hands. */
function bareSync(dir: string, source: MailSource) {
  const database = openDatabase(join(dir, 'mailpin.db'));
  const store = unitOfWork(database);
  onTestFinished(() => store.close());
  const deps: MailDeps = {
    store,
    clock: { now: () => Date.now() as UnixMs },
    logger: SILENT,
    engineId: newEngineId(),
    secrets: memorySecrets(),
    openSource: () => source,
    lines: accountLines(),
  };
  const account = { id: SALLY_ID, address: SALLY, settings: { kind: 'maildir', path: '/unused' } } as const;
  store.write((tx) => insertAccount(tx.db, account, deps.clock.now()));
  return { database, sync: () => syncAccount(deps, account, new AbortController().signal) };
}

test('on a full disk the sync says so, keeps what it had, and goes on to the same end when there is space', async () => {
  const { source } = filled(() => randomBytes(4_000).toString('hex'));
  const dir = tempDir();
  const { database, sync } = bareSync(dir, source);
  const pages = Number(database.pragma('page_count', { simple: true }));
  database.pragma(`max_page_count = ${String(pages + 60)}`);
  expect(await sync()).toMatchObject({ error: { code: 'store.full' } });
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  const [{ stored } = { stored: -1 }] = database
    .prepare<[], { stored: number }>('SELECT count(*) AS stored FROM mail')
    .all();
  expect(stored).toBeLessThan(MAILS);
  database.pragma(`max_page_count = ${String(2 ** 30)}`);
  expect(await sync()).toMatchObject({ error: null, added: MAILS - stored });
  const calmDir = tempDir();
  expect(await bareSync(calmDir, source).sync()).toMatchObject({ error: null });
  expect(dumpMirror(dir)).toEqual(dumpMirror(calmDir));
});

test('a profile of a newer program is refused, and nothing in it is touched', async () => {
  const dir = tempDir();
  const database = openDatabase(join(dir, 'mailpin.db'));
  database.pragma('user_version = 990');
  database.close();
  await expect(openProfile({ dir, source: filled().source })).rejects.toMatchObject({ code: 'store.newer' });
});

test('what a killed engine was doing is no longer said of the account', async () => {
  const dir = tempDir();
  const one = await openProfile({ dir, source: filled().source });
  await addSally(one);
  await one.stop();
  const database = openDatabase(join(dir, 'mailpin.db'));
  const [host] = newEngineId().split(' ');
  const gone = `${host ?? ''} ${String(2 ** 22 + 1)} x`;
  database
    .prepare('UPDATE account SET state = ?, state_owner = ?, lease_owner = ?, lease_until_at = ?')
    .run(JSON.stringify({ kind: 'watching', since: 1 }), gone, gone, Date.now() + 60_000);
  database.close();
  const next = await openProfile({ dir, source: filled().source });
  expect((await next.call('accounts.list', {}))[0]?.state.kind).toBe('never-synced');
  expect(await next.call('sync.once', {})).toMatchObject([{ error: null, added: MAILS }]);
});
