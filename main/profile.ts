/** Where a user's mirror, cards and logs live; the window and the command line agree on it. */
import { homedir } from 'node:os';
import path from 'node:path';

/** What decides it, passed in so that a test needs no other computer. */
export interface ProfileFacts {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

/**
 * `--profile DIR`, else MAILPIN_PROFILE, else the system's place for a program's data (XDG Base Directory on Linux).
 * @returns an absolute path; the folder may not exist yet
 */
export function profileDir({ argv, env, platform, home }: ProfileFacts): string {
  const named = optionValue(argv, '--profile') ?? env['MAILPIN_PROFILE'];
  return named === undefined || named === ''
    ? path.join(dataHome(env, platform, home), 'Mailpin')
    : path.resolve(named);
}

/** The profile of this process. */
export function ownProfileDir(): string {
  return profileDir({ argv: process.argv, env: process.env, platform: process.platform, home: homedir() });
}

function dataHome(env: ProfileFacts['env'], platform: NodeJS.Platform, home: string): string {
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support');
  if (platform === 'win32') return env['APPDATA'] ?? path.join(home, 'AppData', 'Roaming');
  return env['XDG_CONFIG_HOME'] || path.join(home, '.config');
}

/** Value of `--name VALUE` or `--name=VALUE`; null-ish when it is not given. */
function optionValue(argv: readonly string[], name: string): string | undefined {
  const at = argv.indexOf(name);
  if (at >= 0) return argv[at + 1];
  return argv.find((argument) => argument.startsWith(`${name}=`))?.slice(name.length + 1);
}
