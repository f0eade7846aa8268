import type { OutboxEntryView } from '../../../app/contract/action-views.ts';
import { errorWords } from '../../../resources/locales/error-words.ts';
import type { Text } from '../../../resources/text.ts';
import { command } from '../command.ts';
import { cardWords } from '../link-words.ts';
import { subjectWords } from '../thread-words.ts';

const MOST_ENTRIES = 100_000;

export const push = command({
  name: 'push',
  forms: [''],
  summary: 'cli.command.push',
  options: {},
  operands: [0, 0],
  async run({ engine: open, text }) {
    const engine = await open();
    const report = await engine.call('outbox.drain', {});
    const entries = await engine.call('outbox.list', { limit: MOST_ENTRIES });
    const owed = entries.filter((entry) => entry.state.kind !== 'done');
    return {
      document: { ...report, owed },
      lines: () => [
        text.format('cli.push.report', { ...report }),
        ...owed.map((entry) => entryLine(text, entry)),
        ...(report.held > 0 ? [text.format('cli.push.next-held')] : []),
        ...(report.rehearsing > 0 ? [text.format('cli.push.next-rehearsal')] : []),
      ],
    };
  },
});

const WAITS_FOR = { yes: 'held', go: 'rehearsal' } as const;

function entryLine(text: Text, { card, subject, state, waitsFor, refusal }: OutboxEntryView): string {
  const because =
    refusal === null
      ? ''
      : errorWords(text.format, { code: refusal.code, details: { card: card.name, ...refusal.details } }).what;
  return text.format(`cli.push.entry-${waitsFor === null ? state.kind : WAITS_FOR[waitsFor]}`, {
    card: cardWords(card),
    subject: subjectWords(text, subject),
    because,
  });
}
