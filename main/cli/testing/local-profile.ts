/** A profile of its own in a test, with command lines that run in this process on real engines: as in the program, one a command. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text as readText } from 'node:stream/consumers';
import type { UnixMs } from '../../../app/domain/ids.ts';
import type { ErrorCode } from '../../../app/errors.ts';
import { openAdapters } from '../../adapters.ts';
import { createMailpin } from '../../compose.ts';
import type { ExitCode } from '../host.ts';
import { runCommandLine } from '../run.ts';

export interface Ran {
  readonly code: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

export interface LocalProfile {
  /** Room for a Maildir and other files of the test; gone with the profile. */
  readonly scratch: string;
  run(args: readonly string[], stdin?: string): Promise<Ran>;
  /** Runs with `--json`; throws unless it ended with 0. */
  json(args: readonly string[], stdin?: string): Promise<unknown>;
  /** The code of the error it ended with; throws when it ended well. */
  error(args: readonly string[], stdin?: string): Promise<ErrorCode>;
  sync(): Promise<void>;
  /** `mail card`, sorted: the id of each mail as the mail maker knows it, the end of each card's id. */
  links(): Promise<readonly string[]>;
  remove(): void;
}

export function localProfile(): LocalProfile {
  const scratch = mkdtempSync(join(tmpdir(), 'mailpin-cli-'));
  const profileDir = join(scratch, 'profile');
  const run: LocalProfile['run'] = async (argv, stdin = '') => {
    const stdout = new PassThrough();
    const stderr = new PassThrough();
    const printed = [readText(stdout), readText(stderr)] as const;
    const code = await runCommandLine({
      argv,
      env: {},
      workingDir: scratch,
      stdin: Readable.from([stdin]),
      stdout,
      stderr,
      signal: new AbortController().signal,
      version: '1.2.3',
      now: () => Date.now() as UnixMs,
      profileDir: () => profileDir,
      async openEngine({ profileDir: folder }) {
        const mailpin = createMailpin(
          { profileDir: folder },
          openAdapters({ profileDir: folder, secrets: 'env', env: {} }),
        );
        await mailpin.start();
        return mailpin;
      },
    });
    stdout.end();
    stderr.end();
    return { code, stdout: await printed[0], stderr: await printed[1] };
  };
  const json: LocalProfile['json'] = async (args, stdin) => {
    const { code, stdout, stderr } = await run([...args, '--json'], stdin);
    if (code !== 0) throw new Error(`mailpin ${args.join(' ')} ended with ${code}: ${stderr}${stdout}`);
    const document: unknown = JSON.parse(stdout);
    return document;
  };
  return {
    scratch,
    run,
    json,
    async error(args, stdin) {
      const { code, stdout, stderr } = await run([...args, '--json'], stdin);
      if (code === 0) throw new Error(`mailpin ${args.join(' ')} ended well: ${stdout}`);
      return (JSON.parse(stderr) as { error: { code: ErrorCode } }).error.code;
    },
    async sync() {
      await json(['sync', '--once']);
    },
    async links() {
      const rows = (await json(['links'])) as readonly { messageId: string; card: { id: string } }[];
      return rows
        .map(({ messageId, card }) => `${messageId.split('@')[0] ?? ''} ${card.id.split(':').at(-1) ?? ''}`)
        .sort();
    },
    remove: () => rmSync(scratch, { recursive: true, force: true, maxRetries: 5 }),
  };
}
