import type { RuledMails } from '../../app/contract/rules-views.ts';
import type { Context } from './command.ts';
import { table } from './table.ts';
import { headline } from './thread-words.ts';
import { ageWords } from './time-words.ts';

/** Mails of a filter or of a blocked person as a table, with how many there are. */
export function ruledMailLines(
  { text, host, out }: Pick<Context, 'text' | 'host' | 'out'>,
  page: RuledMails,
): string[] {
  return [
    ...table(
      [
        { title: text.format('cli.column.when') },
        { title: text.format('cli.column.from'), isFlexible: true },
        { title: text.format('cli.column.subject'), isFlexible: true },
        { title: text.format('cli.column.list'), isFlexible: true },
        { title: text.format('cli.column.mail'), align: 'right' },
      ],
      page.items.map((mail) => [
        ageWords(text, host.now(), mail.sentAt),
        mail.from.address,
        headline(text, mail.subject),
        mail.listId ?? '',
        String(mail.mailId),
      ]),
      out.columns,
    ),
    text.format('cli.rules.shown', { shown: page.items.length, total: page.total }),
  ];
}
