import type { CarryName, CarryPreview, CarryReport, CarryRow, CarryView } from '../../app/contract/carry-views.ts';
import type { MailpinApi } from '../../app/contract/api.ts';
import { MailpinError } from '../../app/errors.ts';
import { likenessWords } from '../../resources/locales/carry-words.ts';
import { errorWords } from '../../resources/locales/error-words.ts';
import type { Text } from '../../resources/text.ts';
import { moneyWords } from './card-words.ts';
import { table } from './table.ts';

/** The carry that was planned last. Throws input.nothing-planned. */
export async function lastCarry(engine: MailpinApi): Promise<CarryView> {
  const [last] = await engine.call('carries.list', {});
  if (last === undefined) throw new MailpinError('input.nothing-planned');
  return last;
}

/** "From sell to espocrm: 30 cards have a counterpart (812 mails), 6 need a word of yours ..." */
export function carryHeading(text: Text, { fromId, toId, sets }: CarryView): string {
  const counts = text.format('carry.counts', {
    matched: sets.matched.cards,
    matchedMails: sets.matched.mails,
    unsure: sets.unsure.cards,
    unsureMails: sets.unsure.mails,
    none: sets.none.cards,
    noneMails: sets.none.mails,
    left: sets['left-out'].cards,
  });
  return text.format('cli.carry.heading', { from: fromId, to: toId, counts });
}

export function carryStateLine(text: Text, { state, progress }: CarryView): string {
  return text.format(`carry.state.${state}`, { ...progress });
}

/** A line a card; where the user has to choose, a line a candidate besides. */
export function carryTable(text: Text, rows: readonly CarryRow[], columns: number | null): string[] {
  const layout = [
    { title: text.format('cli.column.card'), isFlexible: true },
    { title: text.format('cli.column.id') },
    { title: text.format('cli.column.mails'), align: 'right' as const },
    { title: text.format('cli.column.state') },
    { title: text.format('cli.column.counterpart'), isFlexible: true },
    { title: text.format('cli.column.because'), isFlexible: true },
  ];
  return table(
    layout,
    rows.flatMap((row) => rowLines(text, row)),
    columns,
  );
}

function rowLines(text: Text, row: CarryRow): readonly (readonly string[])[] {
  const { card, mailCount, set, said, counterpart, candidates } = row;
  const facts = [card.name, card.id, String(mailCount), text.format(`carry.set.${set}`)];
  if (counterpart !== null) {
    const found = candidates.find((candidate) => candidate.card.id === counterpart.id);
    const because = found === undefined ? '' : candidateWords(text, found);
    return [[...facts, named(counterpart), said === null ? because : text.format('carry.said.chosen')]];
  }
  if (set !== 'unsure') return [[...facts, '', '']];
  return candidates.map((candidate, at) => [
    ...(at === 0 ? facts : ['', '', '', '']),
    named(candidate.card),
    candidateWords(text, candidate),
  ]);
}

function named({ name, id }: CarryRow['card']): string {
  return `${name} (${id})`;
}

function candidateWords(text: Text, { likeness, unlikeness }: CarryRow['candidates'][number]): string {
  const list = (parts: readonly string[]): string => new Intl.ListFormat(text.locale, { type: 'unit' }).format(parts);
  const speech = {
    format: (key: Parameters<Text['format']>[0], values: Readonly<Record<string, string>>) => text.format(key, values),
    money: (value: Parameters<typeof moneyWords>[1]['value'] & object) => moneyWords(text, { value }),
    list,
  };
  return likenessWords(speech, likeness, unlikeness);
}

/** What going would do, a line a count that is not nothing. */
export function previewLines(text: Text, preview: CarryPreview): readonly string[] {
  const { toId: crm, headersOnlyCount, attachmentsCount, heldCount, keptOutCount, staying, waitingCount } = preview;
  const { mailCount: mails, cardCount: cards, thereCount: there } = preview;
  return [
    text.format('carry.would.mails', { crm, mails, cards, there }),
    ...counted(headersOnlyCount, (count) => text.format('carry.would.headers-only', { count })),
    ...counted(attachmentsCount, (count) => text.format('carry.would.attachments', { count })),
    ...counted(heldCount, (count) => text.format('carry.would.held', { count })),
    ...counted(keptOutCount, (count) => text.format('carry.would.kept-out', { count })),
    ...counted(staying.cards, () => text.format('carry.would.staying', { ...staying })),
    ...counted(waitingCount, (count) => text.format('carry.would.waiting', { count, crm })),
  ];
}

function counted(count: number, words: (count: number) => string): readonly string[] {
  return count === 0 ? [] : [words(count)];
}

/** How far it is, and a line for each card and reason that kept mail from arriving. */
export function reportLines(text: Text, report: CarryReport): readonly string[] {
  return [
    carryStateLine(text, report),
    text.format('carry.report.mails', { arrived: report.arrivedCount, waiting: report.waitingCount }),
    ...report.troubles.map(({ card, because, mailCount, refusal }) => {
      const reason = refusal === null ? text.format(`carry.trouble.${because}`) : errorWords(text.format, refusal).what;
      return `  ${text.format('carry.trouble.line', { mails: mailCount, card: named(card), because: reason })}`;
    }),
    ...(report.actionId === null || report.state === 'undone'
      ? []
      : [text.format('cli.carry.undo', { action: report.actionId })]),
  ];
}

export function nameOfCarry({ fromId, toId }: CarryView): CarryName {
  return { fromId, toId };
}
