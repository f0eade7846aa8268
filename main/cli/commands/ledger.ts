import type { LedgerEntry } from '../../../app/contract/ledger-views.ts';
import type { LedgerId } from '../../../app/domain/ids.ts';
import type { Text } from '../../../resources/text.ts';
import { command, type Context } from '../command.ts';
import { decisionAnswer } from '../decision-answer.ts';
import { mailNameOf } from '../names.ts';
import { limitOf } from '../option-values.ts';
import { table } from '../table.ts';
import { subjectWords } from '../thread-words.ts';
import { momentWords } from '../time-words.ts';

/** `ledger`: every order that a CRM carried out, newest first. */
export const ledger = command({
  name: 'ledger',
  forms: ['[--card ID] [--mail MAIL] [--limit N] [TEXT]'],
  summary: 'cli.command.ledger',
  options: { card: { type: 'string' }, mail: { type: 'string' }, limit: { type: 'string' } },
  operands: [0, 20],
  async run(context, { options, operands }) {
    const { text, out } = context;
    const words = operands.join(' ').trim();
    const limit = limitOf(context, options.limit);
    const page = await (
      await context.engine()
    ).call('ledger.list', {
      text: words === '' ? undefined : words,
      cardId: options.card,
      mail: options.mail === undefined ? undefined : mailNameOf(options.mail),
      limit,
    });
    return { document: page, lines: () => ledgerLines(text, page.items, page.total, out.columns) };
  },
});

/** `ledger take-back`: takes back what one line put on a card. */
export const ledgerTakeBack = command({
  name: 'ledger take-back',
  forms: ['LINE'],
  summary: 'cli.command.ledger-take-back',
  options: {},
  operands: [1, 1],
  async run(context, { operands: [typed = ''] }) {
    const ledgerId = lineOf(context, typed);
    const engine = await context.engine();
    return decisionAnswer(context, engine, await engine.call('ledger.take-back', { ledgerId }));
  },
});

function lineOf(context: Context, typed: string): LedgerId {
  if (!/^[1-9]\d{0,14}$/.test(typed)) throw context.usage('cli.usage.ledger-line', { given: typed });
  return Number(typed) as LedgerId;
}

function ledgerLines(
  text: Text,
  items: readonly LedgerEntry[],
  total: number,
  columns: number | null,
): readonly string[] {
  if (items.length === 0) return [text.format('cli.ledger.none')];
  const layout = [
    { title: text.format('cli.column.line'), align: 'right' as const },
    { title: text.format('cli.column.when') },
    { title: text.format('cli.column.what') },
    { title: text.format('cli.column.bytes'), align: 'right' as const },
    { title: text.format('cli.column.card'), isFlexible: true },
    { title: text.format('cli.column.subject'), isFlexible: true },
    { title: text.format('cli.column.state') },
  ];
  const rows = items.map((entry) => [
    String(entry.id),
    momentWords(text, entry.answeredAt),
    text.format(`cli.ledger.${entry.answer}`, { extent: entry.extent === 'headers-only' ? 'headers' : 'full' }),
    entry.sentBytes === null ? '' : text.format('cli.ledger.bytes', { count: entry.sentBytes }),
    entry.card.name,
    entry.mail === null ? text.format('cli.ledger.mail-unknown') : subjectWords(text, entry.mail.subject),
    entry.isStanding ? text.format('cli.ledger.stands') : '',
  ]);
  return [...table(layout, rows, columns), text.format('cli.ledger.total', { shown: items.length, total })];
}
