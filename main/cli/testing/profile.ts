/** A profile of its own in a test, and the questions that tests ask it through the built program. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SyncReport } from '../../../app/contract/report-views.ts';
import type { StatusFacts } from '../../../app/contract/status-views.ts';
import type { ErrorCode } from '../../../app/errors.ts';
import { mailpin, startMailpin, type Ended, type Started } from './built-program.ts';

export interface Profile {
  readonly dir: string;
  /** Room for a Maildir and other files of the test; gone with the profile. */
  readonly scratch: string;
  run(args: readonly string[], stdin?: string): Promise<Ended>;
  start(args: readonly string[]): Started;
  /** Runs with `--json`; throws unless it ended with 0. */
  json(args: readonly string[], stdin?: string): Promise<unknown>;
  /** The code of the error it ended with; throws when it ended well. */
  error(args: readonly string[], stdin?: string): Promise<ErrorCode>;
  sync(): Promise<{ readonly accounts: readonly SyncReport[]; readonly status: StatusFacts }>;
  /** `mail card`, sorted: the id of each mail as the mail maker knows it, the end of each card's id. */
  links(): Promise<readonly string[]>;
  remove(): void;
}

export function newProfile(env: Readonly<Record<string, string>> = {}, globalArgs: readonly string[] = []): Profile {
  const root = mkdtempSync(join(tmpdir(), 'mailpin-cli-'));
  const dir = join(root, 'profile');
  const run: Profile['run'] = (args, stdin) =>
    mailpin([...globalArgs, ...args], { profileDir: dir, env, ...(stdin === undefined ? {} : { stdin }) });
  const json: Profile['json'] = async (args, stdin) => {
    const ended = await run([...args, '--json'], stdin);
    if (ended.code !== 0)
      throw new Error(`mailpin ${args.join(' ')} ended with ${ended.code}: ${ended.stderr}${ended.stdout}`);
    const document: unknown = JSON.parse(ended.stdout);
    return document;
  };
  return {
    dir,
    scratch: root,
    run,
    json,
    start: (args) => startMailpin([...globalArgs, ...args], { profileDir: dir, env }),
    async error(args, stdin) {
      const ended = await run([...args, '--json'], stdin);
      if (ended.code !== 1 || ended.stdout !== '') {
        throw new Error(`expected a failure of ${args.join(' ')}, got ${ended.code}: ${ended.stdout}${ended.stderr}`);
      }
      const { error } = JSON.parse(ended.stderr) as { error: { code: ErrorCode } };
      return error.code;
    },
    sync: async () => (await json(['sync', '--once'])) as Awaited<ReturnType<Profile['sync']>>,
    async links() {
      const links = (await json(['links'])) as readonly { messageId: string; card: { id: string } }[];
      return links.map(({ messageId, card }) => `${messageId.split('@')[0]} ${card.id.split(':').at(-1)}`).toSorted();
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
