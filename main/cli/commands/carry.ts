import { resolve } from 'node:path';
import { CARRY_SETS } from '../../../app/contract/carry-views.ts';
import type { CrmId } from '../../../app/domain/ids.ts';
import { carryHeading, carryStateLine, carryTable, lastCarry, nameOfCarry } from '../carry-words.ts';
import { command } from '../command.ts';
import { limitOf, oneOf } from '../option-values.ts';

/** `carry FROM TO`: the plan, made anew. Without names the plan as it stands. */
export const carry = command({
  name: 'carry',
  forms: ['FROM TO [--only matched|unsure|none|left-out] [--csv FILE]', '[--only ...] [--csv FILE] [--limit N]'],
  summary: 'cli.command.carry',
  options: { only: { type: 'string' }, csv: { type: 'string' }, limit: { type: 'string' } },
  operands: [0, 2],
  async run(context, { options, operands: [from, to] }) {
    const { text, out, host } = context;
    if (from !== undefined && to === undefined) throw context.usage('cli.usage.carry');
    const set = options.only === undefined ? undefined : oneOf(context, '--only', CARRY_SETS, options.only);
    const limit = limitOf(context, options.limit);
    const engine = await context.engine();
    const view =
      from === undefined || to === undefined
        ? await lastCarry(engine)
        : await engine.call('carries.plan', { fromId: from as CrmId, toId: to as CrmId });
    const name = nameOfCarry(view);
    const rows = await engine.call('carries.rows', { ...name, set, limit });
    const path = options.csv === undefined ? null : resolve(host.workingDir, options.csv);
    const saved = path === null ? null : await engine.call('carries.export', { ...name, path });
    const isEmpty = CARRY_SETS.every((one) => view.sets[one].cards === 0);
    return {
      document: { ...view, cards: rows.items, total: rows.total },
      lines: () =>
        isEmpty
          ? [text.format('cli.carry.nothing', { from: view.fromId })]
          : [
              carryHeading(text, view),
              carryStateLine(text, view),
              '',
              ...carryTable(text, rows.items, out.columns),
              '',
              ...(saved === null ? [] : [text.format('cli.carry.saved', { count: saved.cardCount, path: path ?? '' })]),
              text.format('cli.carry.next'),
            ],
    };
  },
});
