import type { Extent } from '../../../app/domain/extent.ts';
import { command } from '../command.ts';
import { decisionAnswer } from '../decision-answer.ts';
import { mailNameOf } from '../names.ts';
import { oneOf } from '../option-values.ts';

const WORDS = ['none', 'headers', 'full'] as const;
const EXTENT_OF = { none: 'none', headers: 'headers-only', full: 'full' } as const satisfies Record<string, Extent>;

export const extent = command({
  name: 'extent',
  forms: ['MAIL... none|headers|full [--thread]'],
  summary: 'cli.command.extent',
  options: { thread: { type: 'boolean' } },
  operands: [2, 100_000],
  async run(context, { options, operands }) {
    const word = oneOf(context, 'extent', WORDS, operands.at(-1) ?? '');
    const engine = await context.engine();
    const outcome = await engine.call('extents.set', {
      mails: operands.slice(0, -1).map(mailNameOf),
      reach: options.thread === true ? 'thread' : 'message',
      extent: EXTENT_OF[word],
    });
    return decisionAnswer(context, engine, outcome);
  },
});
