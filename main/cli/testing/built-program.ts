/** The built command line as a process of its own, on a profile of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const ROOT = join(import.meta.dirname, '..', '..', '..');
export const PROGRAM = join(ROOT, 'out', 'cli', 'mailpin.mjs');
const COMPILE_CACHE = join(ROOT, 'out', 'compile-cache');
export const LAUNCHER = join(ROOT, 'main', 'cli', 'launcher.mjs');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  readonly profileDir: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Starts `mailpin` with these arguments. The environment holds nothing but what is given, so that no test depends on the user's. */
export function startMailpin(args: readonly string[], { profileDir, env = {}, stdin = '' }: Surroundings): Started {
  if (!existsSync(PROGRAM)) throw new Error('out/cli/mailpin.mjs is missing: npm run build');
  const child = spawn(process.execPath, [PROGRAM, '--profile', profileDir, ...args], {
    env: { PATH: process.env['PATH'], HOME: profileDir, TZ: 'UTC', NODE_COMPILE_CACHE: COMPILE_CACHE, ...env },
    stdio: 'pipe',
  });
  // A program that refuses its arguments ends before it reads.
  child.stdin.on('error', () => undefined);
  child.stdin.end(stdin);
  const ended = Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.once('close', resolve)),
  ]).then(([stdout, stderr, code]) => ({ code, stdout, stderr }));
  return { child, ended };
}

export function mailpin(args: readonly string[], around: Surroundings): Promise<Ended> {
  return startMailpin(args, around).ended;
}
