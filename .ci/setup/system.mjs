/** Programs outside npm: found, or installed on Debian and Ubuntu where the user may, or named with the command to install them. */
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './run.mjs';
import { refuse, say } from './say.mjs';

/** @typedef {{ what: string, isThere: () => boolean, packages: readonly string[] }} Need */

/** @type {Record<string, Need>} */
export const NEEDS = {
  chromium: { what: 'Chromium', isThere: () => chromiumPath() !== null, packages: ['chromium'] },
  dovecot: { what: 'Dovecot', isThere: () => onPath('dovecot') !== null, packages: ['dovecot-imapd'] },
  mbsync: { what: 'mbsync', isThere: () => onPath('mbsync') !== null, packages: ['isync'] },
  mu: { what: 'mu', isThere: () => onPath('mu') !== null, packages: ['maildir-utils'] },
  notmuch: { what: 'notmuch', isThere: () => onPath('notmuch') !== null, packages: ['notmuch'] },
  keyring: {
    what: 'a keyring daemon',
    isThere: () => ['gnome-keyring-daemon', 'dbus-run-session'].every((name) => onPath(name) !== null),
    packages: ['gnome-keyring', 'dbus', 'libsecret-tools'],
  },
  openssl: { what: 'OpenSSL', isThere: () => onPath('openssl') !== null, packages: ['openssl'] },
  fonts: {
    what: 'the fonts of the screenshots',
    isThere: () =>
      existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc') &&
      existsSync('/usr/share/fonts/opentype/inter'),
    packages: ['fonts-inter', 'fonts-noto-cjk'],
  },
};

/** @param {readonly (keyof typeof NEEDS)[]} names */
export async function installSystem(names) {
  const missing = names.map((name) => NEEDS[name]).filter((need) => need !== undefined && !need.isThere());
  if (missing.length === 0) return;
  const what = missing.map((need) => need.what).join(', ');
  const packages = missing.flatMap((need) => need.packages);
  if (process.platform !== 'linux' || onPath('apt-get') === null)
    refuse(`${what}: not found on this computer. ${elsewhere()}`);
  if (process.getuid?.() !== 0) {
    refuse(
      `${what}: not found. Install with\n  sudo apt-get install --no-install-recommends ${packages.join(' ')}\nand run the same command again.`,
    );
  }
  say(`${what}: from Debian's packages, once`);
  const apt = (/** @type {string[]} */ ...args) =>
    run('apt-get', ['-o', 'DPkg::Lock::Timeout=900', '-y', ...args], {
      quiet: true,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  await apt('update');
  const { code, output } = await apt('install', '--no-install-recommends', ...packages);
  if (code !== 0) refuse(`${output}\n${what}: could not be installed; the lines above say why.`);
}

function elsewhere() {
  if (process.platform === 'linux') return 'Install it with your package manager and run the same command again.';
  return 'The tests drive a real IMAP server and a real keyring as Linux has them: run them on Debian or Ubuntu, for example in a container. "npm run demo" works here.';
}

/** @returns {string | null} */
export function chromiumPath() {
  const named = process.env.CHROMIUM;
  if (named !== undefined && existsSync(named)) return named;
  return onPath('chromium') ?? onPath('chromium-browser') ?? onPath('google-chrome');
}

/** @param {string} name @returns {string | null} */
function onPath(name) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/bin'];
  return folders.map((folder) => join(folder, name)).find(isExecutable) ?? null;
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
