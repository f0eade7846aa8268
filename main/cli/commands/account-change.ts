import { command } from '../command.ts';
import { importChoiceFrom } from '../import-option.ts';
import { accountOf } from '../names.ts';
import { readSecret } from '../read-secret.ts';
import { changedSettings, SOURCE_OPTIONS } from '../source-options.ts';

export const accountChange = command({
  name: 'account change',
  forms: [
    'ID [--imap HOST[:PORT]] [--security tls|starttls|none] [--user NAME] [--ca FILE] [--password-stdin]',
    'ID --maildir DIR',
    'ID --mbox PATH',
    'ID --import CHOICE',
  ],
  summary: 'cli.command.account-change',
  options: { ...SOURCE_OPTIONS, import: { type: 'string' }, 'password-stdin': { type: 'boolean' } },
  operands: [1, 1],
  async run(context, { options, operands: [typed = ''] }) {
    const importChoice = options.import === undefined ? undefined : importChoiceFrom(context, options.import);
    const password = options['password-stdin'] === true ? await readSecret(context.host) : undefined;
    const engine = await context.engine();
    const account = await accountOf(engine, typed);
    const settings = changedSettings(context, account.settings, options) ?? undefined;
    if (settings === undefined && importChoice === undefined && password === undefined) {
      throw context.usage('cli.usage.nothing-to-change');
    }
    await engine.call('accounts.change', { accountId: account.id, settings, importChoice, password });
    return {
      document: { accountId: account.id },
      lines: () => [context.text.format('cli.account.changed', { address: account.address })],
    };
  },
});
