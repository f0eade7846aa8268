/** `npm run bench [-- NAME ...] [--json]`: the figures of the README. */
import type { Bench, Figure } from './figures.ts';
import { matchingBench } from './matching.bench.ts';
import { queriesBench } from './queries.bench.ts';
import { searchBench } from './search.bench.ts';

const BENCHES: readonly Bench[] = [queriesBench, searchBench, matchingBench];

const asked = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const unknown = asked.filter((name) => !BENCHES.some((bench) => bench.name === name));
if (unknown.length > 0) {
  const known = BENCHES.map(({ name }) => name).join(', ');
  process.stderr.write(`There is no bench ${unknown.join(', ')}. Benches: ${known}\n`);
  process.exit(2);
}

const results: Record<string, readonly Figure[]> = {};
for (const bench of BENCHES) {
  if (asked.length > 0 && !asked.includes(bench.name)) continue;
  process.stderr.write(`${bench.what}\n`);
  const figures = await bench.run();
  results[bench.name] = figures;
  if (!process.argv.includes('--json')) process.stdout.write(table(figures));
}
if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);

function table(figures: readonly Figure[]): string {
  const width = Math.max(...figures.map(({ name }) => name.length));
  const head = `${''.padEnd(width)}  ${['p50 ms', 'p95 ms', 'max ms'].map((text) => text.padStart(8)).join('')}\n`;
  const rows = figures.map(({ name, p50, p95, max }) => {
    const cells = [p50, p95, max].map((ms) => ms.toFixed(1).padStart(8)).join('');
    return `${name.padEnd(width)}  ${cells}\n`;
  });
  return head + rows.join('');
}
