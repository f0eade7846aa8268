import { SPARED_MAIL, type TextKeeping } from '../../../app/domain/text-keeping.ts';
import { isAskedFirst } from '../ask-first.ts';
import { command, type Answer, type Context } from '../command.ts';
import { monthsFrom } from '../keep-option.ts';
import { oneOf } from '../option-values.ts';
import { sizeLine, spaceJob } from '../space-job.ts';
import { keepingLines, previewLines } from '../space-words.ts';

export const spaceKeep = command({
  name: 'space keep',
  forms: ['all', '1y|2y|5y|6m [--spare on-cards|open-deals|nothing] [--preview | --yes]', ''],
  summary: 'cli.command.space-keep',
  options: { spare: { type: 'string' }, preview: { type: 'boolean' }, yes: { type: 'boolean' } },
  operands: [0, 2],
  async run(context, { options, operands }) {
    const { text } = context;
    const engine = await context.engine();
    const before = await engine.call('space.keeping', {});
    if (operands.length === 0 && options.spare === undefined) {
      return { document: before, lines: () => keepingLines(text, before) };
    }
    const keeping: TextKeeping = {
      months: operands.length === 0 ? before.months : monthsFrom(context, operands),
      spared: options.spare === undefined ? before.spared : oneOf(context, '--spare', SPARED_MAIL, options.spare),
    };
    const preview = await engine.call('space.preview', { keeping });
    const isAsking = options.preview !== true && isAskedFirst(preview, options.yes === true);
    if (options.preview === true || isAsking) {
      return {
        document: { keeping, ...preview },
        lines: () => [
          ...keepingLines(text, keeping),
          ...previewLines(text, preview),
          text.format(isAsking ? 'cli.ask.yes' : 'cli.space.nothing-changed'),
        ],
        isFailed: isAsking,
      };
    }
    return keep(context, keeping, preview.fetchableCount);
  },
});

async function keep(context: Context, keeping: TextKeeping, fetchableCount: number): Promise<Answer> {
  const { text } = context;
  const engine = await context.engine();
  const report = await spaceJob(context, engine, () => engine.call('space.keep', { keeping }));
  return {
    document: { keeping, ...report },
    lines: () => [
      ...keepingLines(text, keeping),
      text.format('cli.space.shortened-now', { count: report.mailCount }),
      ...(report.isStopped ? [text.format('cli.space.stopped')] : []),
      ...(fetchableCount > 0 ? [text.format('cli.space.preview.fetch', { count: fetchableCount })] : []),
      sizeLine(context, report),
    ],
  };
}
