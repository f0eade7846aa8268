/** Who takes part in a thread, as one line. */
import type { ThreadSummary } from '../../../app/contract/thread-views.ts';
import type { Format } from '../../text/use-format.ts';
import type { Text } from '../../text/use-text.ts';

/** Most names a row shows before it counts. */
const NAMES = 3;

/** "Ana Ferreira, Tom, you", "You → Hugo Blanc", "Elena Novak and 118 others". A single mail to the user names its writer only. */
export function whoLine(thread: ThreadSummary, text: Text, format: Format): string {
  const { people, peopleCount, lastDirection, mailCount } = thread;
  const others = people.filter(({ isMe }) => !isMe);
  const otherCount = peopleCount - (people.length - others.length);
  const [first] = others;
  if (first === undefined) return text('who.you-first');
  if (otherCount > NAMES) return text('who.others', { first: fullName(first), count: otherCount - 1 });
  if (lastDirection === 'outbound' && mailCount === 1)
    return text('who.to', { names: format.list(others.map(fullName)) });
  const names = others.map((person) => (person === first ? fullName(person) : firstName(person)));
  return format.list(mailCount > 1 && others.length < people.length ? [...names, text('who.you')] : names);
}

type Named = Readonly<{ name: string; address: string }>;

export function fullName({ name, address }: Named): string {
  return name === '' ? address : name;
}

/** The given name where the script writes it first and apart; the whole name otherwise. */
export function firstName(person: Named): string {
  const name = fullName(person);
  return /^\p{Script=Latin}+ /u.test(name) ? name.slice(0, name.indexOf(' ')) : name;
}
