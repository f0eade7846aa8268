import { errorWords } from '../../../resources/locales/error-words.ts';
import { holdWords } from './crm-show.ts';
import { command } from '../command.ts';
import { table } from '../table.ts';
import { ageWords } from '../time-words.ts';

export const crmList = command({
  name: 'crm list',
  forms: [''],
  summary: 'cli.command.crm-list',
  options: {},
  operands: [0, 0],
  async run(context) {
    const { text, out, host } = context;
    const crms = await (await context.engine()).call('crms.list', {});
    const columns = [
      { title: text.format('cli.column.name') },
      { title: text.format('cli.column.source'), isFlexible: true },
      { title: text.format('cli.column.cards'), align: 'right' as const },
      { title: text.format('cli.column.read') },
      { title: text.format('cli.column.at-crm') },
      { title: text.format('cli.column.state'), isFlexible: true },
    ];
    const rows = crms.map(({ id, url, cardCounts, readAt, outbox, isConnected, trouble, hold }) => [
      id,
      url ?? text.format('cli.crm.inside'),
      text.format('cli.crm.cards', { count: Object.values(cardCounts).reduce((sum, count) => sum + count, 0) }),
      readAt === null ? '' : ageWords(text, host.now(), readAt),
      text.format('cli.crm.outbox', { ...outbox }),
      trouble !== null
        ? errorWords(text.format, trouble).what
        : hold !== null
          ? holdWords(text, hold)
          : text.format(isConnected ? 'cli.crm.connected' : 'cli.crm.disconnected'),
    ]);
    return { document: crms, lines: () => table(columns, rows, out.columns) };
  },
});
