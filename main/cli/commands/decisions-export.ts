import { resolve } from 'node:path';
import { command } from '../command.ts';

export const decisionsExport = command({
  name: 'decisions export',
  forms: ['FILE'],
  summary: 'cli.command.decisions-export',
  options: {},
  operands: [1, 1],
  async run({ engine, host, text }, { operands: [path = ''] }) {
    const report = await (await engine()).call('decisions.export', { path: resolve(host.workingDir, path) });
    return { document: report, lines: () => [text.format('cli.decisions.exported', { ...report })] };
  },
});
