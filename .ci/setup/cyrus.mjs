/**
 * The Cyrus IMAP server, for the tests that want a second real one. Debian does not let it stand beside Dovecot, so its packages are
 * downloaded and unpacked into a folder of ours, once, and nothing is installed.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';
import { say } from './say.mjs';

const PACKAGES = [
  'cyrus-imapd',
  'cyrus-common',
  'libical3',
  'libclamav12',
  'libmspack0',
  'libpcre3',
  'libzephyr4',
  'libdb5.3',
];
const SASL = ['sasl2-bin', 'libsasl2-modules', 'libsasl2-modules-db'];

/**
 * Where it cannot be had, the tests that want it say so and are skipped.
 * @param {string} root
 */
export async function unpackCyrus(root) {
  const home = join(root, '.ci', 'cyrus');
  if (existsSync(join(home, 'usr', 'lib', 'cyrus', 'bin', 'master'))) return;
  const fresh = `${home}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  say('Cyrus: a second mail server for the tests, 10 MB from Debian, unpacked and not installed, once');
  const download = () => run('apt-get', ['download', ...PACKAGES, ...SASL], { cwd: fresh, quiet: true });
  let { code, output } = await download().catch(noApt);
  if (code !== 0) {
    await run('apt-get', ['-o', 'DPkg::Lock::Timeout=900', 'update'], { quiet: true }).catch(noApt);
    ({ code, output } = await download().catch(noApt));
  }
  for (const file of readdirSync(fresh).filter((name) => name.endsWith('.deb'))) {
    if (code === 0) ({ code, output } = await run('dpkg-deb', ['-x', file, '.'], { cwd: fresh, quiet: true }));
    rmSync(join(fresh, file));
  }
  if (code === 0) renameSync(fresh, home);
  else say(`Cyrus could not be had here; its tests are skipped. ${output.trim().split('\n').at(-1) ?? ''}`);
}

/** @param {unknown} error */
function noApt(error) {
  return { code: 1, output: String(error) };
}
