import type { CardDetail, CardSummary } from '../../app/contract/card-views.ts';
import type { UnixMs } from '../../app/domain/ids.ts';
import type { Text } from '../../resources/text.ts';
import { table } from './table.ts';
import { ageWords } from './time-words.ts';

export function cardTable(text: Text, now: UnixMs, cards: readonly CardSummary[], columns: number | null): string[] {
  const layout = [
    { title: text.format('cli.column.id') },
    { title: text.format('cli.column.name'), isFlexible: true },
    { title: text.format('cli.column.state'), isFlexible: true },
    { title: text.format('cli.column.value'), align: 'right' as const },
    { title: text.format('cli.column.company'), isFlexible: true },
    { title: text.format('cli.column.mails'), align: 'right' as const },
    { title: text.format('cli.column.last-mail'), isFlexible: true },
  ];
  const rows = cards.map((card) => [
    card.id,
    card.name,
    card.stageName ?? stateWords(text, card),
    moneyWords(text, card),
    card.companyName ?? '',
    String(card.mailCount),
    card.lastMail === null ? '' : `${card.lastMail.name}, ${ageWords(text, now, card.lastMail.at)}`,
  ]);
  return table(layout, rows, columns);
}

/** What is known of a card, one fact a line. */
export function cardFacts(text: Text, { card, addresses, domains, company }: CardDetail): string[] {
  const facts: readonly (readonly [string, string])[] = [
    [text.format('cli.column.stage'), card.stageName ?? ''],
    [text.format('cli.column.state'), stateWords(text, card)],
    [text.format('cli.column.value'), moneyWords(text, card)],
    [text.format('cli.column.company'), company?.name ?? card.companyName ?? ''],
    [text.format('cli.column.people'), card.people.join(', ')],
    [text.format('cli.column.address'), addresses.join(', ')],
    [text.format('cli.column.domain'), domains.join(', ')],
  ];
  return facts.flatMap(([name, value]) => (value === '' ? [] : [`  ${name}: ${value}`]));
}

/** Deals and leads come to an end; contacts and companies have no state. */
function stateWords(text: Text, { kind, status }: CardSummary): string {
  return kind === 'deal' || kind === 'lead' ? text.format(`cli.card-status.${status}`) : '';
}

/** The amount as the CRM wrote it: it is grouped for reading, and no digit is rounded away or left out. */
export function moneyWords(text: Text, { value }: Pick<CardSummary, 'value'>): string {
  if (value === null) return '';
  const decimal = /^-?\d+(?:\.(?<fraction>\d{1,20}))?$/.exec(value.amount);
  // Decimal strings are formatted exactly (ECMA-402, NumberFormat v3).
  const fractionDigits = decimal?.groups?.['fraction']?.length ?? 0;
  const digits = { minimumFractionDigits: fractionDigits, maximumFractionDigits: fractionDigits };
  const amount =
    decimal === null ? value.amount : new Intl.NumberFormat(text.locale, digits).format(value.amount as `${number}`);
  return `${amount} ${value.currency}`;
}
