import { carryHeading, carryTable, lastCarry, nameOfCarry } from '../carry-words.ts';
import { command } from '../command.ts';

const ALL = 100_000;

/** `carry match CARD CARD|none|auto`: which card stands for a card, by the user's word. */
export const carryMatch = command({
  name: 'carry match',
  forms: ['CARD CARD', 'CARD none', 'CARD auto'],
  summary: 'cli.command.carry-match',
  options: {},
  operands: [2, 2],
  async run(context, { operands: [cardId = '', typed = ''] }) {
    const { text, out } = context;
    const engine = await context.engine();
    const name = nameOfCarry(await lastCarry(engine));
    const word = typed === 'auto' ? {} : { counterpart: typed === 'none' ? null : typed };
    const view = await engine.call('carries.match', { ...name, cardId, ...word });
    const { items } = await engine.call('carries.rows', { ...name, limit: ALL });
    const rows = items.filter(({ card }) => card.id === cardId || card.id.endsWith(`:${cardId}`));
    return {
      document: { ...view, cards: rows },
      lines: () => [...carryTable(text, rows, out.columns), '', carryHeading(text, view)],
    };
  },
});
