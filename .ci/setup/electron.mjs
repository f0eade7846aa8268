/** Electron's own binary where it can be had; its absence is an answer, not an error. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentOf } from './node-line.mjs';
import { run } from './run.mjs';
import { say } from './say.mjs';

/**
 * @param {string} root
 * @param {string} node
 * @returns {Promise<string | null>} path of the Electron program, or null where it cannot be downloaded
 */
export async function electronProgram(root, node) {
  const found = installed(root);
  if (found !== null) return found;
  say("Electron's binary, some 120 MB, once");
  const installer = join(root, 'node_modules', 'electron', 'install.js');
  await run(node, [installer], { cwd: root, env: environmentOf(node), quiet: true });
  const program = installed(root);
  if (program === null) say('Electron could not be downloaded here: the stand-in on Chromium opens the window instead');
  return program;
}

/** @param {string} root */
function installed(root) {
  const home = join(root, 'node_modules', 'electron');
  const pathFile = join(home, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const program = join(home, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(program) ? program : null;
}
