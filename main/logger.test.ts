import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLog } from './logger.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mailpin-log-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

test('a line carries its event, its facts, the time and the process', () => {
  const file = join(dir, 'new', 'engine.log');
  openLog(file).warn('sync.failed', { code: 'imap.timeout', count: 3, isFirst: true });
  const line = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  expect(line).toMatchObject({ event: 'sync.failed', code: 'imap.timeout', count: 3, isFirst: true, pid: process.pid });
  expect(line['time']).toMatch(/^\d{4}-\d\d-\d\dT/);
});

test.each(['sally@acme.example', 'Quote for 40 pumps', 'ignored\nforged', '見積もり'])(
  'what a person wrote never reaches the file: %j',
  (text) => {
    const file = join(dir, 'engine.log');
    const log = openLog(file);
    log.error('mail.failed', { account: text });
    log.error('mail.failed', { account: text });
    const written = readFileSync(file, 'utf8');
    expect(written).not.toContain(text.split('\n')[0]);
    // The same thing is still recognisable as the same.
    expect(
      new Set(
        written
          .trim()
          .split('\n')
          .map((line) => /#[\da-f]{10}/.exec(line)?.[0]),
      ).size,
    ).toBe(1);
  },
);

test('a log that grows too large is set aside once, so that both together stay small', () => {
  const file = join(dir, 'engine.log');
  const log = openLog(file, 2_000);
  for (let count = 0; count < 100; count += 1) log.info('tick', { count });
  expect(readdirSync(dir).toSorted()).toEqual(['engine.log', 'engine.log.1']);
  expect(statSync(file).size + statSync(`${file}.1`).size).toBeLessThan(5_000);
  expect(readFileSync(file, 'utf8')).toContain('"count":99');
});

test('a log that was too large already is set aside at the start', () => {
  const file = join(dir, 'engine.log');
  writeFileSync(file, 'x'.repeat(3_000));
  openLog(file, 2_000).info('started');
  expect(statSync(`${file}.1`).size).toBe(3_000);
  expect(readFileSync(file, 'utf8')).toContain('started');
});

test('a log that cannot be written stops nothing, and says later how much is missing', () => {
  const folder = join(dir, 'profile');
  writeFileSync(folder, 'in the way');
  const log = openLog(join(folder, 'engine.log'));
  log.info('first');
  log.info('second');
  rmSync(folder);
  log.info('third');
  const lines = readFileSync(join(folder, 'engine.log'), 'utf8').trim().split('\n');
  expect(lines).toEqual(['{"event":"log.lost","count":2}', expect.stringContaining('third')]);
});
