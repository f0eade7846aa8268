/** A private session bus with a real gnome-keyring on it: its own home, its own keyring, nothing of the user's. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** `no-service`: a session bus without any keychain on it. `no-bus`: a machine without a session. */
export type KeyringState = 'unlocked' | 'no-service' | 'no-bus';

export interface Keyring {
  /** For a process that shall see this keyring and no other. */
  readonly env: Readonly<Record<string, string>>;
  /** Holds the keyring files, for tests that look at what reached the disk. */
  readonly dataDir: string;
  /** Locks the keyring as a screen lock does; what is in it cannot be read any more. */
  lock(): void;
  stop(): Promise<void>;
}

const KEYRING_PASSWORD = 'password of a throw-away keyring';
const COLLECTION = '/org/freedesktop/secrets/collection/login';

export async function startKeyring(state: KeyringState): Promise<Keyring> {
  // Short, because the path of a socket may have 107 bytes only.
  const root = mkdtempSync(join(tmpdir(), 'mp-kr-'));
  const env = privateEnv(root);
  const dataDir = env['XDG_DATA_HOME'];
  const bus = state === 'no-bus' ? null : await startBus(root, env);
  const busEnv = bus === null ? env : { ...env, DBUS_SESSION_BUS_ADDRESS: `unix:path=${busSocket(root)}` };
  if (state === 'unlocked') unlockKeyring(busEnv);
  return {
    env: busEnv,
    dataDir,
    lock: () => lockKeyring(busEnv),
    async stop() {
      // The keyring daemon ends with its bus.
      if (bus !== null && bus.exitCode === null && bus.kill()) await once(bus, 'exit');
      rmSync(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function busSocket(root: string): string {
  return join(root, 'run', 'bus');
}

function privateEnv(root: string): Record<'XDG_DATA_HOME', string> & Record<string, string> {
  const folder = (name: string): string => {
    mkdirSync(join(root, name), { mode: 0o700 });
    return join(root, name);
  };
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: folder('home'),
    XDG_DATA_HOME: folder('data'),
    XDG_RUNTIME_DIR: folder('run'),
    XDG_CONFIG_HOME: folder('config'),
    XDG_CACHE_HOME: folder('cache'),
  };
}

/** A bus that starts no service by itself: what is on it is what the test put there. */
async function startBus(root: string, env: Record<string, string>): Promise<ChildProcess> {
  const config = join(root, 'bus.conf');
  writeFileSync(
    config,
    `<busconfig>
  <type>session</type>
  <listen>unix:path=${busSocket(root)}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default"><allow send_destination="*"/><allow eavesdrop="false"/><allow own="*"/></policy>
</busconfig>`,
  );
  const bus = spawn('dbus-daemon', ['--nofork', '--print-address', `--config-file=${config}`], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  // The address is printed once the socket listens.
  await Promise.race([
    once(bus.stdout, 'data'),
    once(bus, 'exit').then(() => Promise.reject(new Error('dbus-daemon ended'))),
  ]);
  return bus;
}

/** Returns when the daemon is on the bus; makes a new, encrypted keyring named `login`. */
function unlockKeyring(env: Record<string, string>): void {
  execFileSync('gnome-keyring-daemon', ['--unlock', '--components=secrets'], {
    env,
    input: KEYRING_PASSWORD,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
}

function lockKeyring(env: Record<string, string>): void {
  const service = ['org.freedesktop.secrets', '/org/freedesktop/secrets', 'org.freedesktop.Secret.Service'];
  execFileSync('busctl', ['--user', 'call', ...service, 'Lock', 'ao', '1', COLLECTION], { env, stdio: 'ignore' });
}
