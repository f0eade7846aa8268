/**
 * `npm run bench [-- NAME ...] [--mails N] [--rounds N] [--no-notmuch] [--maildir] [--json]`: the figures of the docs.
 * Exit code 1 when a figure misses what it must reach.
 */
import { parseArgs } from 'node:util';
import { auditBench } from './audit.bench.ts';
import { crmBench } from './crm.bench.ts';
import type { Bench, Figure } from './figures.ts';
import { matchingBench } from './matching.bench.ts';
import { mirrorBench } from './mirror.bench.ts';
import { queriesBench } from './queries.bench.ts';
import { searchBench } from './search.bench.ts';
import { windowBench } from './window.bench.ts';
import { targetTable, verdictOf, type TargetBench, type TargetReport } from './targets.ts';

const BENCHES: readonly Bench[] = [queriesBench, searchBench];
const TARGET_BENCHES: readonly TargetBench[] = [mirrorBench, auditBench, matchingBench, crmBench, windowBench];

const { values, positionals: asked } = parseArgs({
  allowPositionals: true,
  allowNegative: true,
  options: {
    mails: { type: 'string', default: '20000' },
    rounds: { type: 'string' },
    notmuch: { type: 'boolean' },
    maildir: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const known = [...BENCHES, ...TARGET_BENCHES].map(({ name }) => name);
const unknown = asked.filter((name) => !known.includes(name));
const mails = Number(values.mails);
const isLarge = mails > 20_000;
/** A large mailbox is read once, and without notmuch, unless that is asked for. */
const options = {
  mails,
  rounds: Number(values.rounds ?? (isLarge ? 1 : 3)),
  hasNotmuch: values.notmuch ?? !isLarge,
  format: values.maildir ? 'maildir' : 'sdbox',
} as const;
if (unknown.length > 0 || !Number.isInteger(mails) || mails < 1_000 || !(options.rounds >= 1)) {
  const what = unknown.length > 0 ? `There is no bench ${unknown.join(', ')}.` : 'At least 1000 mails and one round.';
  process.stderr.write(`${what} Benches: ${known.join(', ')}\n`);
  process.exit(2);
}
const isAsked = ({ name }: { readonly name: string }): boolean => asked.length === 0 || asked.includes(name);

const results: Record<string, readonly Figure[] | TargetReport> = {};
let isMissed = false;
for (const bench of BENCHES.filter(isAsked)) {
  process.stderr.write(`${bench.what}\n`);
  const figures = await bench.run();
  results[bench.name] = figures;
  if (!values.json) process.stdout.write(table(figures));
}
for (const bench of TARGET_BENCHES.filter(isAsked)) {
  process.stderr.write(`${bench.what}\n`);
  const report = await bench.run(options);
  results[bench.name] = report;
  isMissed ||= report.rows.some((row) => verdictOf(row) === 'FAIL');
  if (!values.json) process.stdout.write(targetTable(report));
}
if (values.json) process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
process.exitCode = isMissed ? 1 : 0;

function table(figures: readonly Figure[]): string {
  const width = Math.max(...figures.map(({ name }) => name.length));
  const head = `${''.padEnd(width)}  ${['p50 ms', 'p95 ms', 'max ms'].map((text) => text.padStart(8)).join('')}\n`;
  const rows = figures.map(({ name, p50, p95, max }) => {
    const cells = [p50, p95, max].map((ms) => ms.toFixed(1).padStart(8)).join('');
    return `${name.padEnd(width)}  ${cells}\n`;
  });
  return head + rows.join('');
}
