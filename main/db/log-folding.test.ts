import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { OWN_CHECKPOINT_PAGES } from './log-folding.ts';
import { openDatabase } from './open.ts';
import { run, type WriteDb } from './sql.ts';
import { unfoldedPages } from './unfolded-pages.ts';
import { unitOfWork, type UnitOfWork } from './unit-of-work.ts';

let dir: string;
let store: UnitOfWork;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mailpin-log-'));
  store = unitOfWork(openDatabase(join(dir, 'mailpin.db'), [{ version: 1, sql: 'CREATE TABLE page (bytes BLOB)' }]));
});
afterEach(() => {
  store.close();
  rmSync(dir, { recursive: true, force: true });
});

/** A row of which one fills a page. */
function fillPages(db: WriteDb, count: number): void {
  for (let page = 0; page < count; page += 1) {
    run(db, { text: 'INSERT INTO page (bytes) VALUES (zeroblob(3800))', values: [] });
  }
}

function logPages(): number {
  const [state] = store.db.pragma('wal_checkpoint(NOOP)') as { readonly log: number }[];
  return state?.log ?? 0;
}

test('a long log is folded back beside the engine, and begins anew with what is written then', async () => {
  for (let commit = 0; commit < 10; commit += 1) store.write((tx) => fillPages(tx.db, 450));
  expect(unfoldedPages(store.db)).toBeGreaterThan(4_000);
  await vi.waitFor(() => expect(unfoldedPages(store.db)).toBe(0), { timeout: 20_000, interval: 20 });
  await vi.waitFor(
    () => {
      store.write((tx) => fillPages(tx.db, 1));
      expect(logPages()).toBeLessThan(100);
    },
    { timeout: 20_000, interval: 20 },
  );
});

test('where the file cannot be opened once more, commits fold the log by themselves', async () => {
  renameSync(join(dir, 'mailpin.db'), join(dir, 'elsewhere.db'));
  const most = OWN_CHECKPOINT_PAGES + 1_000;
  for (let written = 0; written < most * 2; written += 1_000) {
    store.write((tx) => fillPages(tx.db, 1_000));
    await setImmediate();
  }
  expect(logPages()).toBeLessThan(most);
});
