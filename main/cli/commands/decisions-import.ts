import { resolve } from 'node:path';
import { isAskedFirst } from '../ask-first.ts';
import { command } from '../command.ts';

export const decisionsImport = command({
  name: 'decisions import',
  forms: ['FILE [--preview] [--yes]'],
  summary: 'cli.command.decisions-import',
  options: { preview: { type: 'boolean' }, yes: { type: 'boolean' } },
  operands: [1, 1],
  async run({ engine: open, host, text }, { options, operands: [typed = ''] }) {
    const path = resolve(host.workingDir, typed);
    const engine = await open();
    const preview = await engine.call('decisions.import', { path, isPreview: true });
    const isAsking = options.preview !== true && isAskedFirst(preview, options.yes === true);
    const isPreview = options.preview === true || isAsking;
    const report = isPreview ? preview : await engine.call('decisions.import', { path, isPreview: false });
    const values = {
      added: report.added,
      takenBack: report.takenBack,
      known: report.known,
      waiting: report.waiting,
      mails: report.mailCount,
    };
    return {
      document: report,
      lines: () => [
        text.format(isPreview ? 'cli.decisions.would' : 'cli.decisions.imported', values),
        ...(report.actionId === null ? [] : [text.format('cli.decisions.undo', { action: report.actionId })]),
        ...(isAsking ? [text.format('cli.ask.yes')] : []),
      ],
      isFailed: isAsking,
    };
  },
});
