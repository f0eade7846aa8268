import { mkdtempSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openDatabase } from './open.ts';
import { all, run } from './sql.ts';
import { unitOfWork, type UnitOfWork } from './unit-of-work.ts';

/** Fewer than the log is folded for, so that no other thread is about. */
const PAGES = 3_000;

let dir: string;
let path: string;
let store: UnitOfWork;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mailpin-warming-'));
  path = join(dir, 'mailpin.db');
  store = unitOfWork(openDatabase(path, [{ version: 1, sql: 'CREATE TABLE page (bytes BLOB)' }]));
  store.write((tx) => {
    for (let page = 0; page < PAGES; page += 1) {
      run(tx.db, { text: 'INSERT INTO page (bytes) VALUES (zeroblob(3800))', values: [] });
    }
  });
  store.close();
  store = unitOfWork(openDatabase(path));
});
afterEach(() => {
  store.close();
  rmSync(dir, { recursive: true, force: true });
});

/** Bytes this process asked the system for so far. Source: proc_pid_io(5). */
function bytesRead(): number {
  return Number(/^rchar: (\d+)$/mu.exec(readFileSync('/proc/self/io', 'utf8'))?.[1]);
}

function exitOfWorker(): Promise<void> {
  return new Promise((resolve) => {
    process.once('worker', (worker) => worker.once('exit', () => resolve()));
  });
}

test.skipIf(process.platform !== 'linux')('a file whose pages will be wanted is read through beside', async () => {
  const before = bytesRead();
  store.warm();
  const whole = statSync(path).size;
  expect(whole).toBeGreaterThan(PAGES * 4_000);
  await vi.waitFor(() => expect(bytesRead() - before).toBeGreaterThan(whole), { timeout: 20_000, interval: 20 });
});

test('a file that was read through a moment ago is not read again', async () => {
  const started = vi.fn();
  process.on('worker', started);
  const exited = exitOfWorker();
  store.warm();
  store.warm();
  await exited;
  store.warm();
  await setImmediate();
  process.off('worker', started);
  expect(started).toHaveBeenCalledOnce();
});

test('where the file cannot be opened once more, questions are answered as before', async () => {
  renameSync(path, join(dir, 'elsewhere.db'));
  const exited = exitOfWorker();
  store.warm();
  await exited;
  expect(all(store.db, { text: 'SELECT 1 FROM page', values: [] })).toHaveLength(PAGES);
});
