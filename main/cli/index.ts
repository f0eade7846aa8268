/** The `mailpin` command in a real process. */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import type { UnixMs } from '../../app/domain/ids.ts';
import { localesOfEnvironment } from '../../resources/locales/languages.ts';
import { textFor } from '../../resources/text.ts';
import { openAdapters } from '../adapters.ts';
import { createMailpin } from '../compose.ts';
import { profileDir } from '../profile.ts';
import type { Engine, EngineSettings, Host } from './host.ts';
import { runCommandLine } from './run.ts';

async function openEngine({ profileDir: folder, secrets }: EngineSettings): Promise<Engine> {
  const mailpin = createMailpin(
    { profileDir: folder },
    openAdapters({ profileDir: folder, secrets, env: process.env }),
  );
  await mailpin.start();
  return mailpin;
}

/** The same folder from the sources and from the bundle: both lie two folders below the package. */
function ownVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return version;
}

const ending = new AbortController();
const end = (): void => ending.abort();
// Once each: who asks a second time is not kept waiting for a clean end.
process.once('SIGINT', end);
process.once('SIGTERM', end);
process.once('SIGHUP', end);
// The launcher that started this process holds the other end of the channel: without it nobody is there to work for.
process.once('disconnect', end);
process.channel?.unref();

const text = textFor(...localesOfEnvironment(process.env));
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader has read enough, as `head` does: no failure, and nobody to tell.
  if (error.code === 'EPIPE') process.exit();
  process.stderr.write(`${text.format('cli.output-failed', { code: error.code ?? error.name })}\n`);
  process.exit(1);
});

const host: Host = {
  argv: process.argv.slice(2),
  env: process.env,
  workingDir: process.cwd(),
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: ending.signal,
  version: ownVersion(),
  now: () => Date.now() as UnixMs,
  profileDir: (named) =>
    profileDir({
      argv: named === undefined ? [] : ['--profile', named],
      env: process.env,
      platform: process.platform,
      home: homedir(),
    }),
  openEngine,
};
process.exitCode = await runCommandLine(host);
if (process.connected) process.disconnect();
