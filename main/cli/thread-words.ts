import type { Person } from '../../app/contract/people-views.ts';
import type { ThreadSummary } from '../../app/contract/thread-views.ts';
import type { UnixMs } from '../../app/domain/ids.ts';
import type { Text } from '../../resources/text.ts';
import { fitTo } from './display-width.ts';
import { chipWords } from './link-words.ts';
import { table } from './table.ts';
import { ageWords } from './time-words.ts';

export function threadTable(
  text: Text,
  now: UnixMs,
  threads: readonly ThreadSummary[],
  columns: number | null,
): string[] {
  const layout = [
    { title: text.format('cli.column.when') },
    { title: text.format('cli.column.people'), isFlexible: true },
    { title: text.format('cli.column.subject'), isFlexible: true },
    { title: text.format('cli.column.mails'), align: 'right' as const },
    { title: text.format('cli.column.cards'), isFlexible: true },
    { title: text.format('cli.column.mail'), align: 'right' as const },
  ];
  const rows = threads.map((thread) => [
    ageWords(text, now, thread.lastAt),
    peopleWords(text, thread.people, thread.peopleCount),
    headline(text, thread.subject),
    String(thread.mailCount),
    thread.chips.map((chip) => chipWords(text, chip)).join('; '),
    String(thread.newestMailId),
  ]);
  return table(layout, rows, columns);
}

/** A subject that leaves room for what stands beside it; the longest that are written have hundreds of characters. */
const HEADLINE_COLUMNS = 72;

/** A subject in a table. */
export function headline(text: Text, subject: string): string {
  return fitTo(subjectWords(text, subject), HEADLINE_COLUMNS);
}

export function subjectWords(text: Text, subject: string): string {
  return subject.trim() === '' ? text.format('cli.no-subject') : subject;
}

/** Who takes part besides the user; the user alone when nobody else does. */
export function peopleWords(text: Text, people: readonly Person[], count: number): string {
  const others = people.filter((person) => !person.isMe);
  const names = (others.length > 0 ? others : people).map((person) => person.name || person.address).join(', ');
  const more = count - people.length;
  return more > 0 ? text.format('cli.people-more', { names, more }) : names;
}
