import type { HeldMail } from '../../../app/contract/decision-views.ts';
import type { Extent } from '../../../app/domain/extent.ts';
import type { TextKey } from '../../../resources/text.ts';
import { command, type Command, type Context } from '../command.ts';
import { decisionAnswer } from '../decision-answer.ts';
import { signWords } from '../link-words.ts';
import { mailNameOf } from '../names.ts';
import { limitOf } from '../option-values.ts';
import { table } from '../table.ts';
import { headline } from '../thread-words.ts';
import { ageWords } from '../time-words.ts';

/** `held`: mail that looks personal and waits for a yes. */
export const held = command({
  name: 'held',
  forms: ['[--limit N]'],
  summary: 'cli.command.held',
  options: { limit: { type: 'string' } },
  operands: [0, 0],
  async run(context, { options }) {
    const page = await (await context.engine()).call('held.list', { limit: limitOf(context, options.limit) });
    return { document: page, lines: () => heldLines(context, page.items, page.total) };
  },
});

/** `held release`: yes, push it. */
export const heldRelease = answer('held release', 'full', 'cli.command.held-release');
/** `held keep`: no, it stays on this computer. */
export const heldKeep = answer('held keep', 'none', 'cli.command.held-keep');

function answer(name: string, extent: Extent, summary: TextKey): Command {
  return command({
    name,
    forms: ['MAIL... [--thread]'],
    summary,
    options: { thread: { type: 'boolean' } },
    operands: [1, 100_000],
    async run(context, { options, operands }) {
      const engine = await context.engine();
      const reach = options.thread === true ? 'thread' : 'message';
      const outcome = await engine.call('extents.set', { mails: operands.map(mailNameOf), reach, extent });
      return decisionAnswer(context, engine, outcome);
    },
  });
}

function heldLines({ text, host, out }: Context, items: readonly HeldMail[], total: number): string[] {
  if (total === 0) return [text.format('cli.held.none')];
  const columns = [
    { title: text.format('cli.column.mail'), align: 'right' as const },
    { title: text.format('cli.column.when') },
    { title: text.format('cli.column.from'), isFlexible: true },
    { title: text.format('cli.column.subject'), isFlexible: true },
    { title: text.format('cli.column.because'), isFlexible: true },
    { title: text.format('cli.column.cards'), isFlexible: true },
  ];
  const rows = items.map((mail) => [
    String(mail.mailId),
    ageWords(text, host.now(), mail.sentAt),
    mail.from.name || mail.from.address,
    headline(text, mail.subject),
    signWords(text, mail.sign),
    mail.cards.map(({ name }) => name).join(', '),
  ]);
  return [...table(columns, rows, out.columns), text.format('cli.held.count', { total }), text.format('cli.held.next')];
}
