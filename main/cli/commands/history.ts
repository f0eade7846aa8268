import type { HistoryEntry } from '../../../app/contract/decision-views.ts';
import type { Text } from '../../../resources/text.ts';
import { cardNames, type NameOfCard } from '../card-names.ts';
import { command } from '../command.ts';
import { evidenceWords } from '../link-words.ts';
import { mailNameOf } from '../names.ts';
import { limitOf } from '../option-values.ts';
import { sinceOf } from '../since.ts';
import { table } from '../table.ts';
import { headline } from '../thread-words.ts';
import { momentWords } from '../time-words.ts';

/** `history`: who did what to a card or a mail, when and why. */
export const history = command({
  name: 'history',
  forms: ['[--card ID | --mail MAIL] [--since 1h|TIME] [--limit N]'],
  summary: 'cli.command.history',
  options: { card: { type: 'string' }, mail: { type: 'string' }, since: { type: 'string' }, limit: { type: 'string' } },
  operands: [0, 0],
  async run(context, { options }) {
    const { text, out } = context;
    const limit = limitOf(context, options.limit);
    const engine = await context.engine();
    const entries = await engine.call('history.list', {
      cardId: options.card,
      mail: options.mail === undefined ? undefined : mailNameOf(options.mail),
      since: options.since === undefined ? undefined : sinceOf(context, options.since),
      limit,
    });
    if (out.isJson) return { document: entries, lines: () => [] };
    const nameOf = await cardNames(
      engine,
      entries.flatMap(({ event }) => ('evidence' in event ? event : [])),
    );
    const columns = [
      { title: text.format('cli.column.when') },
      { title: text.format('cli.column.who') },
      { title: text.format('cli.column.what'), isFlexible: true },
      { title: text.format('cli.column.card'), isFlexible: true },
      { title: text.format('cli.column.subject'), isFlexible: true },
      { title: text.format('cli.column.action'), align: 'right' as const },
    ];
    const rows = entries.map((entry) => [
      momentWords(text, entry.at),
      text.format(`cli.history.by.${entry.by}`),
      eventWords(text, entry, nameOf),
      entry.card?.name ?? '',
      entry.mail.mailId === null ? text.format('cli.history.mail-not-here') : headline(text, entry.mail.subject),
      entry.canUndo && entry.actionId !== null ? String(entry.actionId) : '',
    ]);
    return {
      document: entries,
      lines: () => (rows.length === 0 ? [text.format('cli.history.none')] : table(columns, rows, out.columns)),
    };
  },
});

function eventWords(text: Text, { event }: HistoryEntry, nameOf: NameOfCard): string {
  switch (event.kind) {
    case 'decided':
    case 'undone': {
      const reach = text.format(`cli.reach.${event.reach}`);
      return text.format(`cli.history.${event.kind}.${event.verdict}`, { reach });
    }
    case 'extent':
    case 'extent-undone':
      return text.format(`cli.history.${event.kind}`, {
        extent: text.format(`cli.extent.${event.extent}`),
        reach: text.format(`cli.reach.${event.reach}`),
      });
    case 'linked':
    case 'unlinked':
      return text.format(`cli.history.${event.kind}`, { because: evidenceWords(text, event.evidence, nameOf) });
    case 'pushed':
      return text.format('cli.history.pushed', { extent: text.format(`cli.extent.${event.extent}`) });
    case 'taken-off':
      return text.format('cli.history.taken-off');
  }
}
