import type { MailFormat } from '../e2e/servers/dovecot.ts';

/** One line of a table of goals: what was reached, what has to be, and what we aim at. Less is better. */
export interface TargetRow {
  readonly what: string;
  readonly value: number;
  /** Behind the number: `ms`, `MB`; empty for a ratio. */
  readonly unit: string;
  readonly must: number;
  readonly aim: number;
}

/** A bench whose figures have goals. */
export interface TargetBench {
  readonly name: string;
  readonly what: string;
  run(options: BenchOptions): Promise<TargetReport>;
}
export interface BenchOptions {
  readonly mails: number;
  /** How often each contender runs; the middle one counts. */
  readonly rounds: number;
  /** Whether notmuch takes part too: it takes several times as long as all others together. */
  readonly hasNotmuch: boolean;
  /** How the server of everybody keeps the mails. */
  readonly format: MailFormat;
}
export interface TargetReport {
  readonly rows: readonly TargetRow[];
  /** What the rows were worked out from. */
  readonly facts: Readonly<Record<string, number>>;
}

export function verdictOf({ value, must, aim }: TargetRow): 'aim' | 'pass' | 'FAIL' {
  return value <= aim ? 'aim' : value <= must ? 'pass' : 'FAIL';
}

/** A table in Markdown, as the docs show it. */
export function targetTable({ rows, facts }: TargetReport): string {
  const lines = rows.map((row) => {
    const text = `${rounded(row.value)}${row.unit === '' ? '' : ` ${row.unit}`}`;
    return `| ${row.what} | ${text} | ${rounded(row.must)} | ${rounded(row.aim)} | ${verdictOf(row)} |`;
  });
  const behind = Object.entries(facts).map(([name, value]) => `${name} ${rounded(value)}`);
  return ['| what | reached | must | aim | |', '|---|---|---|---|---|', ...lines, '', behind.join(', '), ''].join('\n');
}

function rounded(value: number): string {
  return String(value >= 10 ? Math.round(value) : Number(value.toFixed(2)));
}

/** The value below which that share of the values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

export function middle(values: readonly number[]): number {
  return percentile(values, 0.5);
}
