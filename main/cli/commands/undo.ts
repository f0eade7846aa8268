import type { ActionView } from '../../../app/contract/views.ts';
import type { ActionId } from '../../../app/domain/ids.ts';
import { command, type Answer, type Context } from '../command.ts';
import { actionWords, decisionAnswer } from '../decision-answer.ts';
import { limitOf } from '../option-values.ts';
import { table } from '../table.ts';
import { ageWords } from '../time-words.ts';

export const undo = command({
  name: 'undo',
  forms: ['[ACTION]', '--list [--limit N]'],
  summary: 'cli.command.undo',
  options: { list: { type: 'boolean' }, limit: { type: 'string' } },
  operands: [0, 1],
  async run(context, { options, operands: [typed] }) {
    if (options.list === true) return listActions(context, options.limit);
    const actionId = typed === undefined ? undefined : actionIdOf(context, typed);
    const engine = await context.engine();
    return decisionAnswer(context, engine, await engine.call('actions.undo', { actionId }));
  },
});

function actionIdOf(context: Context, typed: string): ActionId {
  if (!/^[1-9]\d{0,14}$/.test(typed)) throw context.usage('cli.usage.action', { given: typed });
  return Number(typed) as ActionId;
}

async function listActions(context: Context, limit: string | undefined): Promise<Answer> {
  const { text, out, host } = context;
  const actions = await (await context.engine()).call('actions.list', { limit: limitOf(context, limit) });
  const columns = [
    { title: text.format('cli.column.action'), align: 'right' as const },
    { title: text.format('cli.column.when') },
    { title: text.format('cli.column.what'), isFlexible: true },
    { title: text.format('cli.column.state') },
  ];
  const rowOf = (action: ActionView): readonly string[] => [
    String(action.id),
    ageWords(text, host.now(), action.at),
    actionWords(text, action),
    action.isUndone ? text.format('cli.action.is-undone') : '',
  ];
  return { document: actions, lines: () => table(columns, actions.map(rowOf), out.columns) };
}
