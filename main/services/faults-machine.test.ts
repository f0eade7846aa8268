/** What the computer itself does to a sync: clocks that jump, a database that somebody else holds. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { arrayServer, mailOf } from './testing/array-source.ts';
import { dumpMirror, dumpProfile } from './testing/dump.ts';
import { CARDS, SALLY } from './testing/people.ts';
import { addSally, openProfile, tempDir } from './testing/profile.ts';
import type { UnixMs } from '../../app/domain/ids.ts';

const HOUR_MS = 3_600_000;

function filled(): ReturnType<typeof arrayServer> {
  const server = arrayServer();
  for (let mail = 0; mail < 30; mail += 1) {
    const id = `m${String(mail)}`;
    server.deliver('INBOX', mailOf({ id, from: 'ana@acme.test', to: SALLY, at: mail * 10 }));
  }
  return server;
}

async function synced(now: () => number): Promise<unknown> {
  const dir = tempDir();
  const mailpin = await openProfile({ dir, source: filled().source, clock: { now: () => now() as UnixMs } });
  await mailpin.call('cards.import', { rows: CARDS });
  await addSally(mailpin);
  for (let round = 0; round < 2; round += 1)
    expect(await mailpin.call('sync.once', {})).toMatchObject([{ error: null }]);
  await mailpin.call('outbox.drain', {});
  await mailpin.stop();
  return dumpProfile(dir);
}

test.each([
  ['back by an hour at every look', -HOUR_MS],
  ['ahead by an hour at every look', HOUR_MS],
  ['ahead by a day at every look', 24 * HOUR_MS],
])('a clock that jumps %s changes nothing', async (_what, jumpMs) => {
  let now = Date.UTC(2026, 10, 22);
  const calm = await synced(() => Date.UTC(2026, 10, 22));
  expect(await synced(() => (now += jumpMs))).toEqual(calm);
});

test(
  'a database that another process holds is told as locked, and the next sync brings all',
  { timeout: 60_000 },
  async () => {
    const server = filled();
    const dir = tempDir();
    const mailpin = await openProfile({ dir, source: server.source });
    await addSally(mailpin);
    const other = new Database(join(dir, 'mailpin.db'));
    other.exec('BEGIN IMMEDIATE');
    expect(await mailpin.call('sync.once', {})).toMatchObject([{ error: { code: 'store.locked' }, added: 0 }]);
    other.exec('ROLLBACK');
    other.close();
    expect(await mailpin.call('sync.once', {})).toMatchObject([{ error: null, added: 30 }]);
    await mailpin.stop();
    const calmDir = tempDir();
    const calm = await openProfile({ dir: calmDir, source: filled().source });
    await addSally(calm);
    await calm.call('sync.once', {});
    await calm.stop();
    expect(dumpMirror(dir)).toEqual(dumpMirror(calmDir));
  },
);
