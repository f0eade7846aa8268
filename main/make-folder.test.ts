import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeFolder } from './make-folder.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mailpin-folder-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

test('a folder is made with those above it, for this user only, and twice is no error', () => {
  const path = join(dir, 'one', 'two');
  makeFolder(path);
  makeFolder(path);
  expect(statSync(path).mode & 0o777).toBe(0o700);
});

test('below a file there is no folder, and it is said', () => {
  writeFileSync(join(dir, 'file'), '');
  expect(() => makeFolder(join(dir, 'file', 'folder'))).toThrow();
});

test.runIf(existsSync('/proc/self'))('where the system makes no folders the refusal comes at once', () => {
  expect(() => makeFolder('/proc/no-such-folder/profile')).toThrow();
});
