import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { ImportReport } from '../../../app/contract/report-views.ts';
import { MailpinError } from '../../../app/errors.ts';
import { isTextKey, type Text } from '../../../resources/text.ts';
import { readCardFile } from '../card-file.ts';
import { command } from '../command.ts';
import type { Host } from '../host.ts';

type Refusal = ImportReport['refused'][number];

interface CardFileReport extends ImportReport {
  readonly refused: readonly (Refusal & { readonly message: string })[];
  readonly ignoredColumns: readonly string[];
}

export const cardImport = command({
  name: 'card import',
  forms: ['FILE.csv|FILE.json|-'],
  summary: 'cli.command.card-import',
  options: {},
  operands: [1, 1],
  async run({ engine, host, text }, { operands: [path = ''] }) {
    const file = readCardFile(await readText(host, path));
    const report = await (await engine()).call('cards.import', { rows: file.rows });
    const unreadable = file.refused.map(({ row, field }) => ({ row, problem: 'field-not-valid', value: field }));
    const refused = [...unreadable, ...report.refused]
      .toSorted((a, b) => a.row - b.row)
      .map((row) => ({ ...row, message: problemWords(text, row) }));
    const document = { ...report, refused, ignoredColumns: file.ignoredColumns };
    const isEmpty = file.rows.length + file.refused.length === 0;
    return {
      document,
      lines: () => (isEmpty ? [text.format('cli.import.empty')] : reportLines(text, document)),
      isFailed: isEmpty || refused.length > 0,
    };
  },
});

function reportLines(text: Text, report: CardFileReport): string[] {
  const { created, updated, unchanged, relinkedMails } = report;
  return [
    text.format('cli.import.done', { created, updated, unchanged }),
    ...(relinkedMails > 0 ? [text.format('cli.import.relinked', { count: relinkedMails })] : []),
    ...report.refused.map(({ row, message }) => text.format('cli.import.refused', { row, message })),
    ...(report.ignoredColumns.length > 0
      ? [text.format('cli.import.ignored', { columns: report.ignoredColumns.join(', ') })]
      : []),
  ];
}

function problemWords(text: Text, { problem, value }: Refusal): string {
  const key = `cli.import.problem.${problem}`;
  return isTextKey(key) ? text.format(key, { value }) : problem;
}

async function readText(host: Host, path: string): Promise<string> {
  try {
    const bytes = path === '-' ? await buffer(host.stdin) : await readFile(resolve(host.workingDir, path));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new MailpinError('input.unreadable-file', { path }, { cause: error });
  }
}
