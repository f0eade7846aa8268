import { command } from '../command.ts';
import { mailboxesWords, sourceWords, stateWords } from '../account-words.ts';
import { table } from '../table.ts';

export const accountList = command({
  name: 'account list',
  forms: [''],
  summary: 'cli.command.account-list',
  options: {},
  operands: [0, 0],
  async run({ engine, host, out, text }) {
    const accounts = await (await engine()).call('accounts.list', {});
    const rows = accounts.map((account) => [
      account.id,
      account.address,
      sourceWords(account.settings),
      stateWords(text, host.now(), account.state),
      mailboxesWords(text, account.mailboxes),
    ]);
    const columns = [
      { title: text.format('cli.column.id') },
      { title: text.format('cli.column.address') },
      { title: text.format('cli.column.source'), isFlexible: true },
      { title: text.format('cli.column.state'), isFlexible: true },
      { title: text.format('cli.column.mailboxes'), isFlexible: true },
    ];
    return {
      document: accounts,
      lines: () => (rows.length === 0 ? [text.format('cli.account.none')] : table(columns, rows, out.columns)),
    };
  },
});
