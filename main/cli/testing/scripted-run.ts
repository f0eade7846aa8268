/** Runs a command line in this process on an engine that answers from a script, and keeps what was asked and printed. */
import { PassThrough, Readable } from 'node:stream';
import { text as readText } from 'node:stream/consumers';
import type { CallName, Input, Output } from '../../../app/contract/api.ts';
import type { UnixMs } from '../../../app/domain/ids.ts';
import { MailpinError } from '../../../app/errors.ts';
import type { Engine, EngineSettings, ExitCode, Host } from '../host.ts';
import { runCommandLine } from '../run.ts';

export type Script = { readonly [Name in CallName]?: (input: Input<Name>) => Output<Name> | Promise<Output<Name>> };

export interface Run {
  readonly code: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
  /** Every call with its input, in order. */
  readonly calls: readonly (readonly [CallName, unknown])[];
  /** Null when no engine was opened. */
  readonly settings: EngineSettings | null;
  readonly isStopped: boolean;
}

interface Surroundings {
  readonly stdin?: string;
  readonly columns?: number;
  readonly signal?: AbortSignal;
}

/** 2026-11-22 12:00 UTC, the time of every scripted run. */
export const NOW = Date.UTC(2026, 10, 22, 12) as UnixMs;

export async function scriptedRun(
  argv: readonly string[],
  script: Script = {},
  around: Surroundings = {},
): Promise<Run> {
  const calls: (readonly [CallName, unknown])[] = [];
  let settings: EngineSettings | null = null;
  let isStopped = false;
  const engine: Engine = {
    call<Name extends CallName>(name: Name, input: Input<Name>): Promise<Output<Name>> {
      calls.push([name, input]);
      const answer = script[name];
      if (answer === undefined) return Promise.reject(new MailpinError('internal', { unscripted: name }));
      return Promise.resolve().then(() => answer(input));
    },
    on: () => () => undefined,
    stop() {
      isStopped = true;
      return Promise.resolve();
    },
  };
  const stdout = Object.assign(
    new PassThrough(),
    around.columns === undefined ? {} : { isTTY: true, columns: around.columns },
  );
  const stderr = new PassThrough();
  const host: Host = {
    argv,
    env: {},
    workingDir: '/work',
    stdin: Readable.from([around.stdin ?? '']),
    stdout,
    stderr,
    signal: around.signal ?? new AbortController().signal,
    version: '1.2.3',
    now: () => NOW,
    profileDir: (named) => named ?? '/profile',
    openEngine(given) {
      settings = given;
      return Promise.resolve(engine);
    },
  };
  const code = await runCommandLine(host);
  const printed = [readText(stdout), readText(stderr)] as const;
  stdout.end();
  stderr.end();
  return { code, stdout: await printed[0], stderr: await printed[1], calls, settings, isStopped };
}
