import { command } from '../command.ts';
import { accountOf } from '../names.ts';

export const accountDisconnect = command({
  name: 'account disconnect',
  forms: ['ID'],
  summary: 'cli.command.account-disconnect',
  options: {},
  operands: [1, 1],
  async run(context, { operands: [typed = ''] }) {
    const engine = await context.engine();
    const { id, address } = await accountOf(engine, typed);
    await engine.call('accounts.disconnect', { accountId: id });
    return {
      document: { accountId: id },
      lines: () => [context.text.format('cli.account.disconnected', { address })],
    };
  },
});
