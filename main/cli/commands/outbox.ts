import type { OutboxEntryView } from '../../../app/contract/action-views.ts';
import type { OutboxId } from '../../../app/domain/ids.ts';
import { errorWords } from '../../../resources/locales/error-words.ts';
import type { Text } from '../../../resources/text.ts';
import { command, type Context } from '../command.ts';
import { cardWords } from '../link-words.ts';
import { limitOf } from '../option-values.ts';
import { table } from '../table.ts';
import { subjectWords } from '../thread-words.ts';
import { momentWords } from '../time-words.ts';

/** Enough for every outbox; a list that is cut would hide what is parked. */
const MOST_ENTRIES = 100_000;

/** `outbox`: what is owed to the CRMs and why it is not there yet. */
export const outboxList = command({
  name: 'outbox',
  forms: ['[--crm NAME] [--parked] [--limit N]'],
  summary: 'cli.command.outbox',
  options: { crm: { type: 'string' }, parked: { type: 'boolean' }, limit: { type: 'string' } },
  operands: [0, 0],
  async run(context, { options }) {
    const { text, out } = context;
    const entries = await (await context.engine()).call('outbox.list', { limit: MOST_ENTRIES });
    const owed = entries
      .filter(({ state }) => (options.parked === true ? state.kind === 'dead' : state.kind !== 'done'))
      .filter(({ crmId }) => options.crm === undefined || crmId === options.crm);
    const shown = options.limit === undefined ? owed : owed.slice(0, limitOf(context, options.limit));
    return {
      document: { total: owed.length, entries: shown },
      lines: () =>
        owed.length === 0 ? [text.format('cli.outbox.none')] : entryTable(text, shown, owed.length, out.columns),
    };
  },
});

/** `outbox retry`: puts what a CRM refused back in line. */
export const outboxRetry = command({
  name: 'outbox retry',
  forms: ['ENTRY ...', '--all [--crm NAME]'],
  summary: 'cli.command.outbox-retry',
  options: { all: { type: 'boolean' }, crm: { type: 'string' } },
  operands: [0, 1_000],
  async run(context, { options, operands }) {
    const engine = await context.engine();
    if (operands.length === 0 && options.all !== true) throw context.usage('cli.usage.outbox-entry', { given: '' });
    const parked = (await engine.call('outbox.list', { limit: MOST_ENTRIES })).filter(
      ({ state, crmId }) => state.kind === 'dead' && (options.crm === undefined || crmId === options.crm),
    );
    const ids = options.all === true ? parked.map(({ id }) => id) : operands.map((typed) => entryOf(context, typed));
    for (const outboxId of ids) await engine.call('outbox.retry', { outboxId });
    return {
      document: { retried: ids },
      lines: () => [context.text.format('cli.outbox.retried', { count: ids.length })],
    };
  },
});

function entryOf(context: Context, typed: string): OutboxId {
  if (!/^[1-9]\d{0,14}$/.test(typed)) throw context.usage('cli.usage.outbox-entry', { given: typed });
  return Number(typed) as OutboxId;
}

function entryTable(
  text: Text,
  entries: readonly OutboxEntryView[],
  total: number,
  columns: number | null,
): readonly string[] {
  const layout = [
    { title: text.format('cli.column.entry'), align: 'right' as const },
    { title: text.format('cli.column.source') },
    { title: text.format('cli.column.state') },
    { title: text.format('cli.column.card'), isFlexible: true },
    { title: text.format('cli.column.subject'), isFlexible: true },
    { title: text.format('cli.column.why'), isFlexible: true },
  ];
  const rows = entries.map((entry) => [
    String(entry.id),
    entry.crmId,
    text.format(`cli.outbox.state-${entry.waitsFor ?? entry.state.kind}`),
    cardWords(entry.card),
    subjectWords(text, entry.subject),
    whyWords(text, entry),
  ]);
  const left = total - entries.length;
  return [...table(layout, rows, columns), ...(left > 0 ? [text.format('cli.outbox.more', { count: left })] : [])];
}

/** A time that is years away is none: the entry waits for something else. */
const FAR_MS = 366 * 24 * 3_600_000;

function whyWords(text: Text, { state, refusal, card }: OutboxEntryView): string {
  if (refusal === null) return '';
  const { what } = errorWords(text.format, { code: refusal.code, details: { card: card.name, ...refusal.details } });
  const isSoon = state.kind === 'waiting' && state.until - Date.now() < FAR_MS;
  return isSoon ? `${what} ${text.format('cli.outbox.again-at', { when: momentWords(text, state.until) })}` : what;
}
