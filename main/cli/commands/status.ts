import { accountLines } from '../account-words.ts';
import { command } from '../command.ts';
import { actionWords } from '../decision-answer.ts';
import { factLines } from '../fact-lines.ts';

export const status = command({
  name: 'status',
  forms: [''],
  summary: 'cli.command.status',
  options: {},
  operands: [0, 0],
  async run({ engine, host, text }) {
    const facts = await (await engine()).call('status.get', {});
    const accounts = facts.accounts.flatMap((account) => accountLines(text, host.now(), account));
    return {
      document: facts,
      lines: () => [
        ...(accounts.length === 0 ? [text.format('cli.account.none')] : accounts),
        '',
        ...factLines(text, facts),
        ...(facts.lastAction === null
          ? []
          : [text.format('cli.status.last', { what: actionWords(text, facts.lastAction) })]),
      ],
    };
  },
});
