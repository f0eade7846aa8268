import { CARD_KINDS } from '../../../app/domain/card.ts';
import { command } from '../command.ts';
import { cardTable } from '../card-words.ts';
import { limitOf, oneOf } from '../option-values.ts';

export const cardList = command({
  name: 'card list',
  forms: ['[--kind lead|contact|company|deal] [--limit N] [TEXT]'],
  summary: 'cli.command.card-list',
  options: { kind: { type: 'string' }, limit: { type: 'string' } },
  operands: [0, 20],
  async run(context, { options, operands }) {
    const { text, out, host } = context;
    const kind = options.kind === undefined ? undefined : oneOf(context, '--kind', CARD_KINDS, options.kind);
    const words = operands.join(' ').trim();
    const limit = limitOf(context, options.limit);
    const engine = await context.engine();
    const cards = await engine.call('cards.list', { kind, text: words === '' ? undefined : words, limit });
    return {
      document: cards,
      lines: () =>
        cards.length === 0 ? [text.format('cli.card.none')] : cardTable(text, host.now(), cards, out.columns),
    };
  },
});
