import { command } from '../command.ts';
import { accountIdOf } from '../names.ts';

export const syncResume = command({
  name: 'sync resume',
  forms: ['[--account ID]'],
  summary: 'cli.command.sync-resume',
  options: { account: { type: 'string' } },
  operands: [0, 0],
  async run({ engine: open, text }, { options: { account } }) {
    const engine = await open();
    await engine.call('sync.resume', account === undefined ? {} : { accountId: await accountIdOf(engine, account) });
    const accounts = await engine.call('accounts.list', {});
    return { document: { accounts }, lines: () => [text.format('cli.sync.resumed')] };
  },
});
