import type { CardDetail, MailOnCard } from '../../../app/contract/views.ts';
import { cardFacts, cardTable } from '../card-words.ts';
import { command, type Context } from '../command.ts';
import { evidenceWords, pushWords } from '../link-words.ts';
import { table } from '../table.ts';
import { headline } from '../thread-words.ts';
import { ageWords, momentWords } from '../time-words.ts';

export const cardShow = command({
  name: 'card show',
  forms: ['ID'],
  summary: 'cli.command.card-show',
  options: {},
  operands: [1, 1],
  async run(context, { operands: [cardId = ''] }) {
    const detail = await (await context.engine()).call('cards.get', { cardId });
    return { document: detail, lines: () => detailLines(context, detail) };
  },
});

function detailLines({ text, out, host }: Context, detail: CardDetail): string[] {
  const { card, related, mails, keptOut } = detail;
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', title, ...lines];
  const outside = detail.atCrm.filter((entry) => entry.key === null);
  return [
    `${card.name}  ${card.id}`,
    ...cardFacts(text, detail),
    ...section(text.format('cli.card.related'), cardTable(text, host.now(), related, out.columns)),
    ...section(text.format('cli.card.mails', { count: mails.length }), mailTable({ text, out, host }, mails)),
    ...section(
      text.format('cli.card.kept-out', { count: keptOut.length }),
      keptOut.map((kept) =>
        text.format('cli.card.kept-out-line', {
          subject: kept.subject,
          reach: text.format(`cli.reach.${kept.reach}`),
          person: kept.person ?? '',
          at: momentWords(text, kept.decidedAt),
        }),
      ),
    ),
    ...section(
      text.format('cli.card.not-ours', { count: outside.length }),
      outside.map((entry) => `${momentWords(text, entry.sentAt)}  ${entry.subject}`),
    ),
  ];
}

function mailTable(
  { text, out, host }: Pick<Context, 'text' | 'out' | 'host'>,
  mails: readonly MailOnCard[],
): string[] {
  const columns = [
    { title: text.format('cli.column.when') },
    { title: text.format('cli.column.from'), isFlexible: true },
    { title: text.format('cli.column.subject'), isFlexible: true },
    { title: text.format('cli.column.because'), isFlexible: true },
    { title: text.format('cli.column.at-crm') },
    { title: text.format('cli.column.mail'), align: 'right' as const },
  ];
  const rows = mails.map((mail) => [
    ageWords(text, host.now(), mail.sentAt),
    mail.from.name || mail.from.address,
    headline(text, mail.subject),
    evidenceWords(text, mail.evidence),
    pushWords(text, mail.push),
    String(mail.mailId),
  ]);
  return table(columns, rows, out.columns);
}
