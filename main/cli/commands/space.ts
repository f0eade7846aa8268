import { command } from '../command.ts';
import { sizeLine, spaceJob } from '../space-job.ts';
import { spaceLines } from '../space-words.ts';

export const space = command({
  name: 'space',
  forms: [''],
  summary: 'cli.command.space',
  options: {},
  operands: [0, 0],
  async run({ engine: open, text, out }) {
    const facts = await (await open()).call('space.get', {});
    return { document: facts, lines: () => spaceLines(text, facts, out.columns) };
  },
});

export const spaceCompact = command({
  name: 'space compact',
  forms: [''],
  summary: 'cli.command.space-compact',
  options: {},
  operands: [0, 0],
  async run(context) {
    const engine = await context.engine();
    const report = await spaceJob(context, engine, () => engine.call('space.compact', {}));
    return { document: report, lines: () => [sizeLine(context, report)] };
  },
});

export const spaceFetch = command({
  name: 'space fetch',
  forms: [''],
  summary: 'cli.command.space-fetch',
  options: {},
  operands: [0, 0],
  async run(context) {
    const { text } = context;
    const engine = await context.engine();
    const report = await spaceJob(context, engine, () => engine.call('space.fetch', {}));
    const { mailCount, failedCount } = report;
    return {
      document: report,
      lines: () => [
        text.format('cli.space.fetched', { count: mailCount }),
        ...(failedCount > 0 ? [text.format('cli.space.not-fetched', { count: failedCount })] : []),
        sizeLine(context, report),
      ],
      isFailed: failedCount > 0,
    };
  },
});
