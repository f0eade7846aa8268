import type { CheckResult } from './run-checks.ts';

/** Between these two lines the page has the table; `npm run conformance -- --write` makes it anew. */
const TABLE_START = '<!-- conformance: made by npm run conformance -- --write -->';
const TABLE_END = '<!-- /conformance -->';

const MARKS = { kept: '✓', broken: '✗', skipped: '–' } as const;

/** Checks down, connectors across, in Markdown. `–` is a promise that the CRM does not make, or that needs what it does not have; below it is said why. */
export function conformanceTable(results: ReadonlyMap<string, readonly CheckResult[]>): string {
  const names = [...results.keys()].toSorted();
  const checks = [...new Set([...results.values()].flat().map(({ name }) => name))];
  const markOf = (connector: string, check: string): string => {
    const found = results.get(connector)?.find(({ name }) => name === check);
    return found === undefined ? '' : MARKS[found.verdict];
  };
  return [
    `| check | ${names.join(' | ')} |`,
    `|---|${names.map(() => '---|').join('')}`,
    ...checks.map((check) => `| ${check} | ${names.map((name) => markOf(name, check)).join(' | ')} |`),
    '',
    ...reasons(results, names),
  ].join('\n');
}

/** Why checks were not run, each reason once. */
function reasons(results: ReadonlyMap<string, readonly CheckResult[]>, names: readonly string[]): readonly string[] {
  const skipped = new Map<string, Set<string>>();
  for (const name of names) {
    for (const result of results.get(name) ?? []) {
      if (result.verdict !== 'skipped') continue;
      const of = skipped.get(result.because) ?? new Set();
      skipped.set(result.because, of.add(name));
    }
  }
  return [...skipped].map(([because, of]) => `- –, ${[...of].join(', ')}: ${because}`);
}

/** A page with its table replaced. */
export function withTable(page: string, table: string): string {
  const start = page.indexOf(TABLE_START) + TABLE_START.length;
  return `${page.slice(0, start)}\n\n${table}\n\n${page.slice(page.indexOf(TABLE_END))}`;
}
