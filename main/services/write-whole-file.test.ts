import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { writeWholeFile } from './write-whole-file.ts';

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'mailpin-file-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  return dir;
}

test('a file that is there is replaced by the whole new one, and nothing else is left beside it', async () => {
  const dir = folder();
  writeFileSync(join(dir, 'offer.pdf'), 'an older and longer file');
  await writeWholeFile(join(dir, 'offer.pdf'), new TextEncoder().encode('new'));
  expect(readFileSync(join(dir, 'offer.pdf'), 'utf8')).toBe('new');
  expect(readdirSync(dir)).toEqual(['offer.pdf']);
});

test('what only its user may read is never there for others', async () => {
  const dir = folder();
  await writeWholeFile(join(dir, 'mine.jsonl'), 'x', 0o600);
  expect(statSync(join(dir, 'mine.jsonl')).mode & 0o777).toBe(0o600);
});

test('a file that cannot take its place is told of, and no half of it stays', async () => {
  const dir = folder();
  mkdirSync(join(dir, 'taken', 'by-a-folder'), { recursive: true });
  const path = join(dir, 'taken');
  await expect(writeWholeFile(path, 'x')).rejects.toMatchObject({ code: 'store.unwritable', details: { path } });
  expect(readdirSync(dir)).toEqual(['taken']);
});

test('a folder that is not there is told of', async () => {
  const path = join(folder(), 'missing', 'a.pdf');
  await expect(writeWholeFile(path, 'x')).rejects.toMatchObject({ code: 'store.unwritable', details: { path } });
});
