import { command } from '../command.ts';
import { chipWords } from '../link-words.ts';
import { limitOf } from '../option-values.ts';
import { table } from '../table.ts';
import { headline, peopleWords } from '../thread-words.ts';
import { ageWords } from '../time-words.ts';

export const search = command({
  name: 'search',
  forms: ['WORD... [--limit N]'],
  summary: 'cli.command.search',
  options: { limit: { type: 'string' } },
  operands: [1, 100],
  async run(context, { options, operands }) {
    const { text, out, host } = context;
    const words = operands.join(' ');
    const limit = limitOf(context, options.limit);
    const { hits } = await (await context.engine()).call('mails.search', { text: words, limit });
    const columns = [
      { title: text.format('cli.column.when') },
      { title: text.format('cli.column.people'), isFlexible: true },
      { title: text.format('cli.column.subject'), isFlexible: true },
      { title: text.format('cli.column.found'), isFlexible: true },
      { title: text.format('cli.column.cards'), isFlexible: true },
      { title: text.format('cli.column.mail'), align: 'right' as const },
    ];
    const rows = hits.map(({ thread, snippet, sentAt, mailId }) => [
      ageWords(text, host.now(), sentAt),
      peopleWords(text, thread.people, thread.peopleCount),
      headline(text, thread.subject),
      headline(text, snippet),
      thread.chips.map((chip) => chipWords(text, chip)).join('; '),
      String(mailId),
    ]);
    return {
      document: hits,
      lines: () =>
        rows.length === 0 ? [text.format('cli.search.none', { words })] : table(columns, rows, out.columns),
    };
  },
});
