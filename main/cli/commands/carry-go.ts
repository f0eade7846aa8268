import type { CarryName } from '../../../app/contract/carry-views.ts';
import { previewLines, lastCarry, nameOfCarry, reportLines } from '../carry-words.ts';
import { command, type Answer, type Context } from '../command.ts';
import { progressOn } from '../progress.ts';

/** `carry go`: the counts first; with `--yes` the mail is put on the cards and sent. What was stopped goes on without asking. */
export const carryGo = command({
  name: 'carry go',
  forms: ['[--yes]'],
  summary: 'cli.command.carry-go',
  options: { yes: { type: 'boolean' } },
  operands: [0, 0],
  async run(context, { options }) {
    const { text } = context;
    const engine = await context.engine();
    const view = await lastCarry(engine);
    const name = nameOfCarry(view);
    if (options.yes === true || view.state === 'stopped') return go(context, name);
    const preview = await engine.call('carries.preview', name);
    return {
      document: preview,
      lines: () => [...previewLines(text, preview), text.format('cli.carry.ask')],
      isFailed: true,
    };
  },
});

async function go({ engine: open, host, out, text }: Context, name: CarryName): Promise<Answer> {
  const engine = await open();
  const progress = progressOn(host.stderr, out.isJson, () => host.now());
  const stop = engine.on('carry.progress', ({ done, total }) =>
    progress.show(text.format('cli.carry.progress', { done, total })),
  );
  await engine.call('carries.go', { ...name, isConfirmed: true }).finally(() => {
    stop();
    progress.clear();
  });
  const push = await engine.call('outbox.drain', {});
  const report = await engine.call('carries.report', name);
  return {
    document: { ...report, push },
    lines: () => [...reportLines(text, report), text.format('cli.push.report', { ...push })],
  };
}

/** `carry report`: how far it is, and what could not go and why. */
export const carryReport = command({
  name: 'carry report',
  forms: [''],
  summary: 'cli.command.carry-report',
  options: {},
  operands: [0, 0],
  async run({ engine: open, text }) {
    const engine = await open();
    const report = await engine.call('carries.report', nameOfCarry(await lastCarry(engine)));
    return { document: report, lines: () => [...reportLines(text, report)] };
  },
});
