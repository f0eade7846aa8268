/** A long line of threads is decided by another thread while the engine writes: the outcome is that of deciding them one by one. */
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import type { CanonicalAddress, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import type { Logger } from '../../app/ports.ts';
import { putCard, putStage } from '../db/cards.ts';
import { openDatabase } from '../db/open.ts';
import { hasStaleThreads, markStale } from '../db/stale-threads.ts';
import { unitOfWork, type Transaction, type UnitOfWork } from '../db/unit-of-work.ts';
import { readWorld } from '../db/world.ts';
import { contact, deal, stage } from '../queries/testing/cards.ts';
import { decidingThread, type DecidingThread } from './decide-beside.ts';
import { matchLongLine } from './match-long-line.ts';
import { matchStaleThreads } from './match-stale-threads.ts';
import { matchThreads } from './match-threads.ts';
import { planMatch } from './plan-match.ts';
import { dumpMirror } from './testing/dump.ts';
import { handClock, SILENT, tempDir } from './testing/profile.ts';

const THREADS = 2_100;
const PEOPLE = 30;
const person = (at: number): CanonicalAddress => `p${String(at)}@firm${String(at % 7)}.test` as CanonicalAddress;

interface Deps {
  readonly store: UnitOfWork;
  readonly clock: { now(): UnixMs };
  readonly logger: Logger;
  readonly engineId: string;
}
let dir: string;
let deps: Deps;
let store: UnitOfWork;

beforeEach(() => {
  dir = tempDir();
  deps = openStore(dir);
  ({ store } = deps);
  store.write(fill);
});

function openStore(folder: string, logger: Logger = SILENT): Deps {
  const opened = unitOfWork(openDatabase(join(folder, 'mailpin.db')));
  onTestFinished(() => {
    opened.close();
  });
  return { store: opened, clock: handClock(1_000), logger, engineId: 'test' };
}

/** Threads of one mail, each in line; every third of somebody without a card, some with two deals to choose from. */
function fill({ db }: Transaction): void {
  putStage(db, stage('offer', 0));
  for (let at = 0; at < PEOPLE; at += 1) {
    if (at % 3 !== 0) putCard(db, contact(`c${String(at)}`, `Person ${String(at)}`, person(at)));
    if (at % 5 === 0) putCard(db, deal(`d${String(at)}`, `Deal ${String(at)}`, [`c${String(at + 1)}`]));
    if (at % 10 === 0) putCard(db, deal(`e${String(at)}`, `More ${String(at)}`, [`c${String(at + 1)}`]));
  }
  const mail = db.prepare(
    `INSERT INTO mail (mail_id, message_key, message_id, thread_id, subject, sent_at, is_date_guessed, direction, kind, snippet,
                       size_bytes, recipient_count, attachment_count, is_seen)
     VALUES (?, ?, ?, ?, 'Pumps', ?, 0, 'inbound', 'personal', '', 1, 1, 0, 1)`,
  );
  const thread = db.prepare('INSERT INTO thread (thread_id, newest_mail_id, last_at, mail_count) VALUES (?, ?, ?, 1)');
  const participant = db.prepare(
    `INSERT INTO participant (mail_id, position, role, address, written_address, display_name) VALUES (?, 0, 'from', ?, '', '')`,
  );
  for (let id = 1; id <= THREADS; id += 1) {
    const messageId = `m${String(id)}@made.test`;
    mail.run(id, `${messageId}#0`, messageId, id, id);
    thread.run(id, id, id);
    participant.run(id, person(id % PEOPLE));
    markStale(db, id as ThreadId);
  }
}

/** The same mail and cards in another store, decided by the engine itself. */
function decidedHere(): ReturnType<typeof dumpMirror> {
  const folder = tempDir();
  const other = openStore(folder);
  other.store.write(fill);
  other.store.write((tx) => {
    matchThreads(
      tx,
      Array.from({ length: THREADS }, (_, at) => (at + 1) as ThreadId),
      other.clock.now(),
    );
  });
  return dumpMirror(folder);
}

/** Decides in this thread, and lets something happen before the answer is heard. */
function decidingHere(meanwhile: () => void = () => undefined): DecidingThread {
  return {
    plan(threadIds, now) {
      const plan = planMatch(store.db, threadIds, readWorld(store.db), now);
      meanwhile();
      return Promise.resolve(plan);
    },
    end: () => Promise.resolve(),
  };
}
const longLine = (beside: DecidingThread, run = { relinkedCount: 0 }) =>
  matchLongLine(deps, beside, { batchMs: 40, epoch: 1, run });

test('another thread decides what the engine would have decided', async () => {
  const beside = decidingThread(store.db.name);
  const run = { relinkedCount: 0 };
  await longLine(beside, run);
  await beside.end();
  expect(hasStaleThreads(store.db)).toBe(false);
  expect(dumpMirror(dir)).toEqual(decidedHere());
  expect(run.relinkedCount).toBeGreaterThan(THREADS / 2);
});

test.each<[string, () => void]>([
  ['this program', () => store.write((tx) => putCard(tx.db, contact('late', 'Late', person(0))))],
  [
    'another program',
    () => {
      const other = new Database(store.db.name);
      other.exec(`UPDATE card SET gone_at = 1 WHERE card_id = 'builtin:contact:c1'`);
      other.close();
    },
  ],
])('what was decided before %s changed something is thrown away', async (_who, change) => {
  await longLine(decidingHere(change));
  expect(store.db.prepare('SELECT count(*) FROM link').pluck().get()).toBe(0);
  expect(store.db.prepare('SELECT count(*) FROM stale_thread').pluck().get()).toBe(THREADS);
});

test('with somebody else writing all the time the line comes to its end all the same', async () => {
  const writing = (async () => {
    for (let turn = 0; turn < 100; turn += 1) {
      store.write((tx) => markStale(tx.db, 7 as ThreadId));
      await setImmediate();
    }
  })();
  await Promise.all([matchStaleThreads(deps), writing]);
  await matchStaleThreads(deps);
  expect(dumpMirror(dir)).toEqual(decidedHere());
});

test('where the other thread cannot read the store, the engine decides by itself and tells', async () => {
  const errors: string[] = [];
  const telling = { ...deps, logger: { ...SILENT, error: (event: string) => errors.push(event) } };
  renameSync(store.db.name, `${store.db.name}.moved`);
  const relinked = await matchStaleThreads(telling);
  renameSync(`${store.db.name}.moved`, store.db.name);
  expect(errors).toEqual(['match.not-beside']);
  expect(relinked).toBeGreaterThan(THREADS / 2);
  expect(dumpMirror(dir)).toEqual(decidedHere());
});

test('who comes while a line is gone through waits for its end, and hears what came of it', async () => {
  const [first, second] = await Promise.all([
    matchStaleThreads(deps),
    matchStaleThreads(deps).finally(() => {
      expect(hasStaleThreads(store.db)).toBe(false);
    }),
  ]);
  expect(first).toBeGreaterThan(THREADS / 2);
  expect(second).toBe(first);
});
