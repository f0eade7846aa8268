/** Electron's own start-up: make `electron` resolvable, honour `-r`, run the app's main file, then become ready. */
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { openBrowser } from './browser.ts';
import { resolveElectronHere } from './resolve.ts';

resolveElectronHere(path.join(import.meta.dirname, 'electron.ts'));
const { app } = await import('./electron.ts');
const require = createRequire(import.meta.url);

const { preloads, appPath } = readArguments(process.argv.slice(2));
// As in Electron: the program first, then everything it was given.
process.argv = [process.execPath, ...process.argv.slice(2)];

// Playwright's loader comes first, then the suite's probe, then the app itself.
for (const file of preloads) require(path.resolve(file));
require(mainFile(path.resolve(appPath)));

// The app has said by now where its pages keep their data, or that it does not want to start at all.
if (!app.isQuitting) {
  const endpoint = await openBrowser(app.getPath('sessionData'));
  process.stderr.write(`DevTools listening on ${endpoint}\n`);
  app.becomeReady();
}

/** Options of Electron itself end at the path of the app; what follows belongs to the app. */
function readArguments(argv: readonly string[]): { preloads: readonly string[]; appPath: string } {
  const preloads: string[] = [];
  for (let index = 0; index < argv.length; index += 1) {
    const argument = argv[index] ?? '';
    if (argument === '-r') preloads.push(argv[(index += 1)] ?? '');
    else if (!argument.startsWith('-')) return { preloads, appPath: argument };
  }
  throw new Error('The stand-in needs the path of an app, like Electron.');
}

/** A folder is run by the `main` of its package.json, a file as it is. */
function mainFile(appPath: string): string {
  if (!statSync(appPath).isDirectory()) return appPath;
  const { main } = JSON.parse(readFileSync(path.join(appPath, 'package.json'), 'utf8')) as { main: string };
  return path.join(appPath, main);
}
