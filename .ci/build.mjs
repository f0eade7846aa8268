/** Builds what runs: main, engine, preload and command line for Node, the page for the browser. Each in well under 2 seconds. */
import { builtinModules } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

/** Native code and packages that read their own files stay outside the bundles. */
const external = [
  'electron',
  'better-sqlite3',
  '@napi-rs/keyring',
  'imapflow',
  'pino',
  ...builtinModules,
  ...builtinModules.map((name) => `node:${name}`),
];

/**
 * One file for Node. Electron's main process and a sandboxed preload must be CommonJS; the command line is a module.
 * @param {string} entry @param {string} outDir @param {string} fileName
 */
function bundle(entry, outDir, fileName) {
  return build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      outDir,
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        external,
        output: { format: fileName.endsWith('.cjs') ? 'cjs' : 'es', entryFileNames: fileName, codeSplitting: false },
      },
    },
  });
}

function page() {
  return build({
    configFile: false,
    root: 'renderer',
    base: './',
    logLevel: 'warn',
    plugins: [react()],
    build: {
      outDir: '../out/renderer',
      emptyOutDir: true,
      target: 'chrome140',
      sourcemap: true,
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 2_000,
    },
  });
}

const parts = {
  main: () => bundle('main/index.ts', 'out/main', 'index.cjs'),
  engine: () => bundle('main/engine.ts', 'out/main', 'engine.cjs'),
  reader: () => bundle('main/reading/reader-worker.ts', 'out/main', 'reader.cjs'),
  'log-folding': () => bundle('main/db/log-folding-worker.ts', 'out/main', 'log-folding.cjs'),
  'file-warming': () => bundle('main/db/file-warming-worker.ts', 'out/main', 'file-warming.cjs'),
  deciding: () => bundle('main/services/deciding-worker.ts', 'out/main', 'deciding.cjs'),
  preload: () => bundle('main/preload.ts', 'out/main', 'preload.cjs'),
  cli: () => bundle('main/cli/index.ts', 'out/cli', 'mailpin.mjs'),
  page,
};

const asked = process.argv.slice(2);
for (const [name, make] of Object.entries(parts)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const startedAt = performance.now();
  await make();
  process.stderr.write(`  ${name} built in ${String(Math.round(performance.now() - startedAt))} ms\n`);
}
