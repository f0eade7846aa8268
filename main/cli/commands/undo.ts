import type { UndoReport } from '../../../app/contract/decision-views.ts';
import type { ActionView } from '../../../app/contract/action-views.ts';
import type { ActionId } from '../../../app/domain/ids.ts';
import { command, type Answer, type Context } from '../command.ts';
import { isAskedFirst } from '../ask-first.ts';
import { actionWords, decisionAnswer } from '../decision-answer.ts';
import { limitOf } from '../option-values.ts';
import { sinceOf } from '../since.ts';
import { table } from '../table.ts';
import { ageWords } from '../time-words.ts';

export const undo = command({
  name: 'undo',
  forms: ['[ACTION] [--yes]', '--since 1h|TIME [--preview] [--yes]', '--list [--limit N]'],
  summary: 'cli.command.undo',
  options: {
    list: { type: 'boolean' },
    limit: { type: 'string' },
    since: { type: 'string' },
    preview: { type: 'boolean' },
    yes: { type: 'boolean' },
  },
  operands: [0, 1],
  async run(context, { options, operands: [typed] }) {
    if (options.list === true) return listActions(context, options.limit);
    if (options.since !== undefined) {
      return undoSince(context, options.since, { isPreview: options.preview === true, isYes: options.yes === true });
    }
    const actionId = typed === undefined ? undefined : actionIdOf(context, typed);
    const engine = await context.engine();
    return decisionAnswer(
      context,
      engine,
      await engine.call('actions.undo', { actionId, isConfirmed: options.yes === true }),
    );
  },
});

interface Wish {
  readonly isPreview: boolean;
  readonly isYes: boolean;
}

/** "Put my last hour back": a few mails at once, many after a look. */
async function undoSince(context: Context, typed: string, wish: Wish): Promise<Answer> {
  const since = sinceOf(context, typed);
  const engine = await context.engine();
  const preview = await engine.call('actions.undo-since', { since, isPreview: true });
  if (wish.isPreview || isAskedFirst(preview, wish.isYes)) return undoAnswer(context, preview, !wish.isPreview);
  return undoAnswer(context, await engine.call('actions.undo-since', { since, isPreview: false }), false);
}

function undoAnswer({ text }: Context, report: UndoReport, isAsking: boolean): Answer {
  const values = { actions: report.actions.length, mails: report.mailCount };
  const lines = (): string[] => {
    if (report.actions.length === 0) return [text.format('cli.undo.nothing')];
    return [
      text.format(report.isPreview ? 'cli.undo.would' : 'cli.undo.done', values),
      ...report.actions.map((action) => `  ${action.id}  ${actionWords(text, action)}`),
      ...(isAsking ? [text.format('cli.ask.yes')] : []),
    ];
  };
  return { document: report, lines, isFailed: isAsking };
}

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
  const stateOf = ({ isUndone, canUndo }: ActionView): string =>
    isUndone ? text.format('cli.action.is-undone') : canUndo ? '' : text.format('cli.action.is-final');
  const rowOf = (action: ActionView): readonly string[] => [
    String(action.id),
    ageWords(text, host.now(), action.at),
    actionWords(text, action),
    stateOf(action),
  ];
  return {
    document: actions,
    lines: () =>
      actions.length === 0 ? [text.format('cli.history.none')] : table(columns, actions.map(rowOf), out.columns),
  };
}
