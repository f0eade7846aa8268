import { command } from '../command.ts';
import { accountIdOf } from '../names.ts';
import { askSecret, readSecret } from '../read-secret.ts';

export const accountSignIn = command({
  name: 'account sign-in',
  forms: ['ID [--password-stdin]'],
  summary: 'cli.command.account-sign-in',
  options: { 'password-stdin': { type: 'boolean' } },
  operands: [1, 1],
  async run(context, { options, operands: [typed = ''] }) {
    const { host, text } = context;
    const isPiped = options['password-stdin'] === true;
    if (!isPiped && host.stdin.isTTY !== true) throw context.usage('cli.usage.password-stdin');
    const engine = await context.engine();
    const accountId = await accountIdOf(engine, typed);
    const question = text.format('cli.password.ask', { address: typed });
    const password = isPiped ? await readSecret(host) : await askSecret(host, question);
    await engine.call('accounts.sign-in', { accountId, password });
    return { document: { accountId }, lines: () => [text.format('cli.account.signed-in', { account: accountId })] };
  },
});
