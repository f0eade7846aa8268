import type { CrmEntryView } from '../../../app/contract/crm-entry-views.ts';
import type { CardDetail, MailOnCard } from '../../../app/contract/card-views.ts';
import { errorWords } from '../../../resources/locales/error-words.ts';
import type { Text } from '../../../resources/text.ts';
import { cardFacts, cardTable } from '../card-words.ts';
import { command, type Context } from '../command.ts';
import { cardNames, type NameOfCard } from '../card-names.ts';
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
    const engine = await context.engine();
    const detail = await engine.call('cards.get', { cardId });
    if (context.out.isJson) return { document: detail, lines: () => [] };
    const nameOf = await cardNames(engine, detail.mails);
    return { document: detail, lines: () => detailLines(context, detail, nameOf) };
  },
});

function detailLines({ text, out, host }: Context, detail: CardDetail, nameOf: NameOfCard): string[] {
  const { card, related, mails, keptOut } = detail;
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', title, ...lines];
  const outside = detail.atCrm.filter((entry) => !entry.isOurs);
  return [
    `${card.name}  ${card.id}`,
    ...cardFacts(text, detail),
    ...section(text.format('cli.card.related'), cardTable(text, host.now(), related, out.columns)),
    ...section(text.format('cli.card.mails', { count: mails.length }), mailTable({ text, out, host }, mails, nameOf)),
    ...section(
      text.format('cli.card.kept-out', { count: keptOut.length }),
      keptOut.map((kept) =>
        text.format('cli.card.kept-out-line', {
          subject: headline(text, kept.subject),
          reach: text.format(`cli.reach.${kept.reach}`),
          person: kept.person ?? 'nobody',
          at: momentWords(text, kept.decidedAt),
          mail: String(kept.mailId),
          card: card.id,
        }),
      ),
    ),
    ...section(
      text.format('cli.card.not-ours', { count: outside.length }),
      outside.map((entry) => entryLine(text, entry, card.id)),
    ),
    ...(detail.crmError === undefined ? [] : ['', errorWords(text.format, detail.crmError).what]),
  ];
}

/** An entry that Mailpin did not put there: what it is, and what can be done. */
function entryLine(text: Text, { sentAt, subject, standing, mailId }: CrmEntryView, cardId: string): string {
  const what = standing === 'ours' ? 'note' : standing;
  const words = text.format(`cli.card.entry.${what}`, { mail: String(mailId ?? ''), card: cardId });
  return `${momentWords(text, sentAt)}  ${headline(text, subject)}  (${words})`;
}

function mailTable(
  { text, out, host }: Pick<Context, 'text' | 'out' | 'host'>,
  mails: readonly MailOnCard[],
  nameOf: NameOfCard,
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
    evidenceWords(text, mail.evidence, nameOf),
    pushWords(text, mail.push),
    String(mail.mailId),
  ]);
  return table(columns, rows, out.columns);
}
