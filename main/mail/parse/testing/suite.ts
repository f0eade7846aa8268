/** Labelled mail of other people as tests: every case passes, or is a known failure with its reason. */
import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';

/** The folder of public corpora; without it suites are skipped and say so. */
export const CORPORA = process.env['MAILPIN_CORPORA'];

/** Thousands of mails on a busy computer. */
const SUITE_TIMEOUT_MS = 120_000;

export interface Suite {
  /** As the table in docs/parsing.md names it. */
  readonly name: string;
  readonly counts: string;
  readonly cases: () => Iterable<readonly [name: string, hasPassed: boolean]>;
  /** Cases that fail, each with its reason. One that passes all of a sudden has to leave the list. */
  readonly known: Readonly<Record<string, string>>;
}
export interface SuiteResult {
  readonly suite: Suite;
  readonly passed: number;
  readonly total: number;
}

/** @returns what the run found; filled while the tests run */
export function runSuites(suites: readonly Suite[]): readonly SuiteResult[] {
  const results: SuiteResult[] = [];
  for (const suite of suites) {
    test.skipIf(CORPORA === undefined)(`${suite.name}: ${suite.counts}`, { timeout: SUITE_TIMEOUT_MS }, () => {
      const cases = [...suite.cases()];
      expect(cases).not.toHaveLength(0);
      const failed = cases.filter(([, hasPassed]) => !hasPassed).map(([name]) => name);
      expect(failed.toSorted()).toEqual(Object.keys(suite.known).toSorted());
      results.push({ suite, passed: cases.length - failed.length, total: cases.length });
    });
  }
  return results;
}

/** Files of the corpora by pattern, with their bytes; names are relative to the corpora. */
export function* corpusFiles(pattern: string): Generator<readonly [name: string, bytes: Buffer]> {
  const root = CORPORA ?? '';
  for (const file of globSync(join(root, pattern)).toSorted()) yield [relative(root, file), readFileSync(file)];
}

export function corpusText(path: string): string {
  return readFileSync(join(CORPORA ?? '', path), 'utf8');
}

/** The rows of the table in docs/parsing.md, and the failures named below it. */
export function tableOf(results: readonly SuiteResult[]): string {
  const rows = results.map(({ suite, passed, total }) => `| ${suite.name} | ${suite.counts} | ${passed} of ${total} |`);
  const failures = results.flatMap(({ suite }) => {
    const reasons = new Set(Object.values(suite.known));
    const casesOf = (reason: string): string =>
      Object.keys(suite.known)
        .filter((name) => suite.known[name] === reason)
        .map((name) => `\`${name}\``)
        .join(', ');
    return [...reasons].map((reason) => `- *${suite.name}*: ${reason}: ${casesOf(reason)}.`);
  });
  return [
    '| suite | what counts as passed | passed |',
    '|---|---|---|',
    ...rows,
    '',
    'What fails, and why:',
    '',
    ...failures,
  ].join('\n');
}
