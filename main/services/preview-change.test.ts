import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { CanonicalAddress } from '../../app/domain/ids.ts';
import { countChanges, needsConfirmation } from '../../app/rules/change-counts.ts';
import { openDatabase } from '../db/open.ts';
import { unitOfWork } from '../db/unit-of-work.ts';
import type { Deps } from './deps.ts';
import { learnOwnAddress } from './learn-own-address.ts';
import { matchStaleThreads } from './match-stale-threads.ts';
import { previewChange } from './preview-change.ts';
import { arrayServer, mailOf } from './testing/array-source.ts';
import { dumpProfile } from './testing/dump.ts';
import { CARDS, SALLY } from './testing/people.ts';
import { addSally, handClock, openProfile, SILENT, tempDir } from './testing/profile.ts';

const ANA = 'ana@acme.test' as CanonicalAddress;

/** Thirty threads with Ana and one with Ben, on their cards; the engine that did it is gone. */
async function mirrored(): Promise<{ readonly deps: Deps; readonly dir: string }> {
  const dir = tempDir();
  const server = arrayServer({ batchMails: 50 });
  for (let at = 1; at <= 30; at += 1)
    server.deliver('INBOX', mailOf({ id: `a${at}`, from: ANA, to: SALLY, subject: 'Pilot', at }));
  server.deliver('INBOX', mailOf({ id: 'b', from: 'ben@bolt.test', to: SALLY, cc: [ANA], at: 40 }));
  const mailpin = await openProfile({ dir, source: server.source });
  await addSally(mailpin);
  await mailpin.call('cards.import', { rows: CARDS });
  await mailpin.call('sync.once', {});
  await mailpin.stop();
  const store = unitOfWork(openDatabase(join(dir, 'mailpin.db')));
  onTestFinished(() => store.close());
  return { deps: { store, clock: handClock(5_000_000), logger: SILENT, engineId: 'test' }, dir };
}

test('a preview names the mails that a change would move, and leaves everything as it was', async () => {
  const { deps, dir } = await mirrored();
  const before = dumpProfile(dir);
  const changes = await previewChange(deps, (tx) => void learnOwnAddress(tx, ANA, 'sent'));
  expect(dumpProfile(dir)).toEqual(before);
  expect(countChanges(changes)).toEqual({
    mailCount: 31,
    joiningCount: 1,
    leavingCount: 31,
    askingCount: 0,
    cardCount: 3,
  });
  const ofBoth = changes.find(({ leaves }) => leaves.length === 1);
  expect(ofBoth).toMatchObject({ joins: ['builtin:deal:d2'], leaves: ['builtin:contact:c1'] });
  expect(needsConfirmation(countChanges(changes))).toBe(true);
});

test('what a preview promises is what the change does', async () => {
  const { deps } = await mirrored();
  const change = (tx: Parameters<Parameters<Deps['store']['write']>[0]>[0]) => void learnOwnAddress(tx, ANA, 'sent');
  const promised = await previewChange(deps, change);
  deps.store.write(change);
  expect(await matchStaleThreads(deps)).toBe(promised.length);
  expect(await previewChange(deps, change)).toEqual([]);
});

test('a change that fails leaves nothing behind either', async () => {
  const { deps, dir } = await mirrored();
  const before = dumpProfile(dir);
  const broken = previewChange(deps, (tx) => {
    learnOwnAddress(tx, ANA, 'sent');
    throw new Error('no');
  });
  await expect(broken).rejects.toMatchObject({ code: 'internal' });
  expect(dumpProfile(dir)).toEqual(before);
  expect(deps.store.db.inTransaction).toBe(false);
});
