import { command } from '../command.ts';
import { chipWords } from '../link-words.ts';
import { limitOf } from '../option-values.ts';
import { table } from '../table.ts';
import { headline, peopleWords } from '../thread-words.ts';
import { ageWords } from '../time-words.ts';

export const search = command({
  name: 'search',
  forms: ['QUERY... [--limit N]'],
  summary: 'cli.command.search',
  options: { limit: { type: 'string' } },
  operands: [1, 100],
  hasMinusWords: true,
  async run(context, { options, operands }) {
    const { text, out, host } = context;
    const query = queryOf(operands);
    const limit = limitOf(context, options.limit);
    const answer = await (await context.engine()).call('mails.search', { text: query, limit });
    const columns = [
      { title: text.format('cli.column.when') },
      { title: text.format('cli.column.people'), isFlexible: true },
      { title: text.format('cli.column.subject'), isFlexible: true },
      { title: text.format('cli.column.found'), isFlexible: true },
      { title: text.format('cli.column.cards'), isFlexible: true },
      { title: text.format('cli.column.mail'), align: 'right' as const },
    ];
    const rows = answer.hits.map(({ thread, subject, snippet, sentAt, mailId }) => [
      ageWords(text, host.now(), sentAt),
      peopleWords(text, thread.people, thread.peopleCount),
      headline(text, subject),
      headline(text, snippet),
      thread.chips.map((chip) => chipWords(text, chip)).join('; '),
      String(mailId),
    ]);
    const unsearched = answer.unsearchedCount;
    const notes = [
      rows.length === 0
        ? text.format('cli.search.none', { query })
        : text.format(answer.isMore ? 'cli.search.first' : 'cli.search.count', {
            shown: rows.length,
            found: answer.foundCount,
          }),
      ...(answer.shortenedCount === 0 ? [] : [text.format('cli.search.shortened', { count: answer.shortenedCount })]),
      ...(unsearched === 0 ? [] : [text.format('cli.search.unsearched', { count: unsearched })]),
    ];
    return {
      document: answer.hits,
      lines: () => (rows.length === 0 ? notes : [...table(columns, rows, out.columns), ...notes]),
    };
  },
});

/** `deal:Acme pump`: the shell took the quotes of `deal:"Acme pump"` for its own. */
const QUOTES_LOST = /^([-\u2212]?(?:deal|contact|company|lead|card|in):)([^"]*\s[^"]*)$/;

function queryOf(operands: readonly string[]): string {
  return operands.map((operand) => operand.replace(QUOTES_LOST, '$1"$2"')).join(' ');
}
