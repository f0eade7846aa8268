import type { Person, ThreadSummary } from '../../app/contract/views.ts';
import type { UnixMs } from '../../app/domain/ids.ts';
import type { Text } from '../../resources/text.ts';
import { chipWords } from './link-words.ts';
import { nameOfMail } from './names.ts';
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
    { title: text.format('cli.column.newest'), isFlexible: true },
  ];
  const rows = threads.map((thread) => [
    ageWords(text, now, thread.lastAt),
    peopleWords(text, thread.people, thread.peopleCount),
    subjectWords(text, thread.subject),
    String(thread.mailCount),
    thread.chips.map((chip) => chipWords(text, chip)).join('; '),
    nameOfMail({ messageId: thread.newestMessageId, mailId: thread.newestMailId }),
  ]);
  return table(layout, rows, columns);
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
