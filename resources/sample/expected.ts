/** The acceptance oracle of the demo, read from the thread files: what the rules should make of every thread. */
import { readThreads, type Outcome } from './thread-file.ts';

/** `mails` holds the mails of a thread, by position, whose outcome is not that of the thread. */
export interface ExpectedThread extends Outcome {
  readonly subject: string;
  readonly mailCount: number;
  readonly mails?: Readonly<Record<string, Outcome>>;
}

/** By thread slug; the content of expected.json. */
export function expectedThreads(): Readonly<Record<string, ExpectedThread>> {
  return Object.fromEntries(
    readThreads().map(({ slug, subject, outcome, mails }) => {
      const others = mails.filter((mail) => JSON.stringify(mail.outcome) !== JSON.stringify(outcome));
      const exceptions = Object.fromEntries(others.map((mail) => [mail.position, mail.outcome]));
      const expected = { subject, mailCount: mails.length, ...outcome };
      return [slug, others.length === 0 ? expected : { ...expected, mails: exceptions }];
    }),
  );
}

/** The table of README.md. */
export function expectedTable(): string {
  const rows = Object.entries(expectedThreads()).map(([slug, { cards, state, because, mailCount, mails }]) => {
    const others = Object.entries(mails ?? {}).map(
      ([position, one]) => `Mail ${position}: ${one.cards.join(', ') || 'no card'}, ${one.because}`,
    );
    return `| ${slug} | ${mailCount} | ${state} | ${cards.join(', ')} | ${[because, ...others].join('. ')} |`;
  });
  return ['| thread | mails | outcome | cards | because |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}
