/**
 * Runs one task of package.json on a machine that may be bare: brings what the task needs, then does it with the right Node.
 * Plain JavaScript without packages, because it runs before there are any, on whatever Node started it.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unpackCyrus } from './setup/cyrus.mjs';
import { electronProgram } from './setup/electron.mjs';
import { environmentOf, nodeProgram } from './setup/node-line.mjs';
import { installPackages } from './setup/packages.mjs';
import { run } from './setup/run.mjs';
import { refuse, say } from './setup/say.mjs';
import { installSystem } from './setup/system.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [name = '', ...args] = process.argv.slice(2);

const node = await nodeProgram(root);
const env = environmentOf(node);
await installPackages(root, node);

/** Runs one step and ends the task when it fails. @param {string} title @param {string[]} command @param {NodeJS.ProcessEnv} [extra] */
async function step(title, command, extra = {}) {
  say(title);
  const { code } = await run(node, command, { cwd: root, env: { ...env, ...extra } });
  if (code !== 0) refuse(`${title}: failed.`);
}
/** Runs a program as the task's own work; its exit code is ours. @param {string[]} command @param {NodeJS.ProcessEnv} [extra] */
async function become(command, extra = {}) {
  const { code } = await run(node, command, { cwd: root, env: { ...env, ...extra } });
  process.exit(code);
}
const bin = (/** @type {string[]} */ ...path) => join('node_modules', ...path);
const build = () => step('Build', ['.ci/build.mjs']);
const standIn = join(root, 'e2e', 'standin');

/** Where Electron cannot be had, its place is taken by the stand-in, through Electron's own switch. @returns {Promise<NodeJS.ProcessEnv>} */
async function electronEnv() {
  if ((await electronProgram(root, node)) !== null) return {};
  await installSystem(['chromium']);
  return { ELECTRON_OVERRIDE_DIST_PATH: standIn, STANDIN_NODE: node };
}

/** @typedef {readonly [title: string, command: string[]]} Check */
/** Lint reads what the compiler wrote; the others wait for nobody. Two lanes for two cores. @type {readonly (readonly Check[])[]} */
const checkLanes = [
  [
    ['Types', [bin('typescript', 'bin', 'tsc'), '--build']],
    ['Rules of style', [bin('eslint', 'bin', 'eslint.js'), '--max-warnings=0', '.']],
  ],
  [
    ['Formatting', [bin('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level=warn', '.']],
    [
      'Who may import whom',
      [
        bin('dependency-cruiser', 'bin', 'dependency-cruiser.mjs'),
        '--config',
        '.ci/dependency-rules.mjs',
        'app',
        'main',
        'renderer',
        'resources',
        'e2e',
        'bench',
      ],
    ],
    ['Nothing unused', [bin('knip', 'bin', 'knip.js')]],
  ],
];

/** @type {Record<string, () => Promise<void>>} */
const tasks = {
  build,
  async check() {
    const inOrder = async (/** @type {readonly Check[]} */ lane) => {
      for (const [title, command] of lane) await step(title, command);
    };
    await Promise.all(checkLanes.map(inOrder));
  },
  format: () => become([bin('prettier', 'bin', 'prettier.cjs'), '--write', '.']),
  async test() {
    await installSystem(['chromium', 'dovecot', 'keyring', 'openssl', 'fonts']);
    await unpackCyrus(root);
    const electron = await electronEnv();
    await build();
    await tasks.check?.();
    await become(['.ci/test.mjs', ...args], electron);
  },
  async soak() {
    await installSystem(['dovecot', 'openssl']);
    await build();
    const long = ['main/cli/killed.test.ts', 'main/cli/push-killed.test.ts', 'main/services/any-history.test.ts'];
    await become([bin('vitest', 'vitest.mjs'), 'run', ...long, ...args], {
      MAILPIN_KILLS: process.env.MAILPIN_KILLS ?? '500',
      MAILPIN_PUSH_KILLS: process.env.MAILPIN_PUSH_KILLS ?? '120',
      MAILPIN_HISTORIES: process.env.MAILPIN_HISTORIES ?? '1000',
    });
  },
  async bench() {
    await installSystem(['dovecot', 'openssl', 'mbsync', 'mu', 'notmuch']);
    const hasWindow = args.includes('window') || args.every((arg) => arg.startsWith('-'));
    const electron = hasWindow ? await electronEnv() : {};
    await build();
    await become(['bench/run.ts', ...args], electron);
  },
  /** The result is for a program or a person: nothing but it goes to standard output. */
  conformance: () => become(['e2e/conformance.ts', ...args]),
  async demo() {
    const demo = ['main/cli/launcher.mjs', 'demo', '--profile', join('out', 'demo')];
    await build();
    const isHeadless = args.includes('--headless') || !hasDisplay();
    if (isHeadless) await become([...demo, ...args.filter((arg) => arg !== '--headless')]);
    const electron = await electronEnv();
    await step('Sample mailbox', [...demo, ...args]);
    say('Opening the window; close it to end');
    await become([bin('electron', 'cli.js'), '.', '--profile', join('out', 'demo')], {
      ...electron,
      STANDIN_HEADED: '1',
    });
  },
  async start() {
    await build();
    await become([bin('electron', 'cli.js'), '.', ...args], { ...(await electronEnv()), STANDIN_HEADED: '1' });
  },
  async screenshots() {
    await installSystem(['chromium', 'fonts']);
    await build();
    await become(['e2e/screenshots.ts', ...args], await electronEnv());
  },
  async 'crm-pictures'() {
    await installSystem(['chromium', 'dovecot', 'keyring', 'openssl', 'fonts']);
    await build();
    await become(['e2e/crm-pictures.ts', ...args], await electronEnv());
  },
  async mailpin() {
    await build();
    await become(['main/cli/launcher.mjs', ...args]);
  },
};

/** A window needs a display: always there on macOS and Windows. */
function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return (process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY ?? '') !== '';
}

const task = tasks[name];
if (task === undefined) refuse(`Tasks: ${Object.keys(tasks).join(', ')}.`);
await task();
