import { resolve } from 'node:path';
import { auditLines } from '../audit-words.ts';
import { command } from '../command.ts';
import { accountIdOf } from '../names.ts';
import { progressOn } from '../progress.ts';

export const audit = command({
  name: 'audit',
  forms: ['[--account ID] [--repair] [--csv FILE]'],
  summary: 'cli.command.audit',
  options: { account: { type: 'string' }, repair: { type: 'boolean' }, csv: { type: 'string' } },
  operands: [0, 0],
  async run({ engine: open, host, out, text }, { options }) {
    const engine = await open();
    const accountId = options.account === undefined ? undefined : await accountIdOf(engine, options.account);
    const csvPath = options.csv === undefined ? undefined : resolve(host.workingDir, options.csv);
    const addresses = new Map((await engine.call('accounts.list', {})).map(({ id, address }) => [id, address]));
    const progress = progressOn(host.stderr, out.isJson, () => host.now());
    const stop = engine.on('audit.progress', ({ accountId: id, path, done, total }) =>
      progress.show(
        text.format('cli.audit.progress', { address: addresses.get(id) ?? id, mailbox: path, done, total }),
      ),
    );
    const reports = await engine
      .call('audit.run', { accountId, isRepair: options.repair === true, path: csvPath })
      .finally(() => {
        stop();
        progress.clear();
      });
    return {
      document: reports,
      isFailed: reports.some(({ error, mailboxes }) => error !== null || mailboxes.some((one) => one.error !== null)),
      lines: () =>
        reports.length === 0
          ? [text.format('cli.account.none')]
          : [
              ...reports.flatMap((report) => auditLines(text, report)),
              ...(csvPath === undefined ? [] : [text.format('cli.audit.saved', { path: csvPath })]),
            ],
    };
  },
});
