/** The project's npm packages: installed when the lock file, the Node line or the platform changed, else left alone. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentOf } from './node-line.mjs';
import { run } from './run.mjs';
import { refuse, say } from './say.mjs';

/** @param {string} root @param {string} node */
export async function installPackages(root, node) {
  const stampFile = join(root, 'node_modules', '.mailpin-installed');
  const stamp = stampOf(root, node);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  say('npm packages, some 400 MB, once');
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const { code, output } = await run('npm', args, { cwd: root, env: environmentOf(node), quiet: true });
  if (code !== 0)
    refuse(
      `${output}\nThe npm packages could not be installed. The lines above say why; run the command again afterwards.`,
    );
  writeFileSync(stampFile, stamp);
}

/** @param {string} root @param {string} node */
function stampOf(root, node) {
  const hash = createHash('sha256');
  for (const file of ['package.json', 'package-lock.json']) hash.update(readFileSync(join(root, file)));
  return hash.update(`${process.platform} ${process.arch} ${node}`).digest('hex');
}
