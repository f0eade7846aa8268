import { cardNames } from '../card-names.ts';
import { command } from '../command.ts';
import { evidenceWords, pushWords } from '../link-words.ts';
import { mailNameOf } from '../names.ts';
import { limitOf } from '../option-values.ts';
import { table } from '../table.ts';
import { headline } from '../thread-words.ts';

export const links = command({
  name: 'links',
  forms: ['[--mail MAIL] [--card ID] [--limit N]'],
  summary: 'cli.command.links',
  options: { mail: { type: 'string' }, card: { type: 'string' }, limit: { type: 'string' } },
  operands: [0, 0],
  async run(context, { options }) {
    const { text, out } = context;
    const limit = limitOf(context, options.limit);
    const engine = await context.engine();
    const found = await engine.call('links.list', {
      mail: options.mail === undefined ? undefined : mailNameOf(options.mail),
      cardId: options.card,
      limit,
    });
    if (out.isJson) return { document: found, lines: () => [] };
    const nameOf = await cardNames(engine, found);
    const columns = [
      { title: text.format('cli.column.card') },
      { title: text.format('cli.column.name'), isFlexible: true },
      { title: text.format('cli.column.subject'), isFlexible: true },
      { title: text.format('cli.column.because'), isFlexible: true },
      { title: text.format('cli.column.at-crm') },
      { title: text.format('cli.column.mail'), align: 'right' as const },
    ];
    const rows = found.map((link) => [
      link.card.id,
      link.card.name,
      headline(text, link.subject),
      evidenceWords(text, link.evidence, nameOf),
      pushWords(text, link.push),
      String(link.mailId),
    ]);
    return {
      document: found,
      lines: () => (rows.length === 0 ? [text.format('cli.links.none')] : table(columns, rows, out.columns)),
    };
  },
});
