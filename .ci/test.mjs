/** Runs both suites, the one on real parts and the one through the window, and adds their counts up. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './setup/run.mjs';
import { say } from './setup/say.mjs';

const folder = mkdtempSync(join(tmpdir(), 'mailpin-counts-'));
const vitestReport = join(folder, 'vitest.json');
const playwrightReport = join(folder, 'playwright.json');
const counts = { passed: 0, failed: 0, skipped: 0 };

say('Tests of the parts');
const parts = await run(process.execPath, [
  'node_modules/vitest/vitest.mjs',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${vitestReport}`,
  ...process.argv.slice(2),
]);
say('Tests through the window');
const window = await run(
  process.execPath,
  ['node_modules/@playwright/test/cli.js', 'test', '--config', 'e2e/playwright.config.ts', '--reporter=list,json'],
  {
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport },
  },
);

addVitest(readReport(vitestReport));
addPlaywright(readReport(playwrightReport));
rmSync(folder, { recursive: true, force: true });
process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
process.exit(parts.code !== 0 || window.code !== 0 ? 1 : 0);

/** A suite that died before it wrote its report counts as one failure. @param {string} path */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    counts.failed += 1;
    return {};
  }
}

/** @param {{ numPassedTests?: number, numFailedTests?: number, numPendingTests?: number }} report */
function addVitest(report) {
  counts.passed += report.numPassedTests ?? 0;
  counts.failed += report.numFailedTests ?? 0;
  counts.skipped += report.numPendingTests ?? 0;
}

/** @param {{ stats?: { expected: number, unexpected: number, flaky: number, skipped: number } }} report */
function addPlaywright({ stats }) {
  counts.passed += stats?.expected ?? 0;
  counts.failed += (stats?.unexpected ?? 0) + (stats?.flaky ?? 0);
  counts.skipped += stats?.skipped ?? 0;
}
