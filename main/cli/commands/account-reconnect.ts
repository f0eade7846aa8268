import { command } from '../command.ts';
import { accountOf } from '../names.ts';
import { changedSettings, passwordFrom, SOURCE_OPTIONS } from '../source-options.ts';

export const accountReconnect = command({
  name: 'account reconnect',
  forms: ['ID [--imap HOST[:PORT]] [--security tls|starttls|none] [--user NAME] [--ca FILE] [--password-stdin]'],
  summary: 'cli.command.account-reconnect',
  options: { ...SOURCE_OPTIONS, 'password-stdin': { type: 'boolean' } },
  operands: [1, 1],
  async run(context, { options, operands: [typed = ''] }) {
    const engine = await context.engine();
    const { id, address, settings: before } = await accountOf(engine, typed);
    const isImap = before.kind === 'imap';
    const password = isImap ? await passwordFrom(context, address, options['password-stdin']) : null;
    const settings = changedSettings(context, before, options) ?? undefined;
    await engine.call('accounts.reconnect', { accountId: id, settings, password });
    return {
      document: { accountId: id },
      lines: () => [context.text.format('cli.account.reconnected', { address })],
    };
  },
});
