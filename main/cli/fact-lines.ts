import type { StatusFacts } from '../../app/contract/status-views.ts';
import { FILTERS } from '../../app/domain/link.ts';
import type { Text } from '../../resources/text.ts';

/** What is matched, what waits for the user, what is held back and why, what reached the CRM. */
export function factLines(text: Text, facts: StatusFacts): string[] {
  const { heldBack, outbox, cardCounts } = facts;
  const held = [...FILTERS, 'nobody' as const].flatMap((filter) =>
    heldBack[filter] > 0
      ? [
          text.format('cli.status.held-part', {
            count: heldBack[filter],
            filter: text.format(`cli.filter.${filter}`, { count: heldBack[filter] }),
          }),
        ]
      : [],
  );
  return [
    text.format('cli.status.mails', { mails: facts.mailCount, threads: facts.threadCount }),
    text.format('cli.status.matched', { linked: facts.linkedMailCount, links: facts.linkCount }),
    text.format('cli.status.questions', { count: facts.questionCount }),
    text.format('cli.status.held', { held: held.length === 0 ? '0' : held.join(', ') }),
    text.format('cli.status.kept-out', { count: facts.keptOutCount }),
    text.format('cli.status.pushed', { ...outbox }),
    text.format('cli.status.cards', { ...cardCounts }),
  ];
}
