import type { Question } from '../../../app/contract/thread-views.ts';
import type { RankReason } from '../../../app/domain/link.ts';
import type { UnixMs } from '../../../app/domain/ids.ts';
import type { Text } from '../../../resources/text.ts';
import { command } from '../command.ts';
import { cardWords } from '../link-words.ts';
import { mailWords } from '../names.ts';
import { limitOf } from '../option-values.ts';
import { peopleWords, subjectWords } from '../thread-words.ts';
import { ageWords } from '../time-words.ts';

export const questions = command({
  name: 'questions',
  forms: ['[--limit N]'],
  summary: 'cli.command.questions',
  options: { limit: { type: 'string' } },
  operands: [0, 0],
  async run(context, { options }) {
    const { text, host } = context;
    const page = await (await context.engine()).call('questions.list', { limit: limitOf(context, options.limit) });
    return {
      document: page,
      lines: () => [
        ...page.items.flatMap((question) => [...questionLines(text, host.now(), question), '']),
        text.format('cli.questions.count', { shown: page.items.length, total: page.total }),
        ...(page.total === 0 ? [] : [text.format('cli.questions.answer')]),
      ],
    };
  },
});

function questionLines(text: Text, now: UnixMs, question: Question): string[] {
  const people = peopleWords(text, question.people, question.people.length);
  return [
    `${subjectWords(text, question.subject)}  ${people}, ${ageWords(text, now, question.sentAt)}  ${mailWords({ ...question, id: question.mailId })}`,
    ...question.deals.map((deal, at) => {
      const reasons = deal.reasons.map((reason) => reasonWords(text, now, reason)).join(', ');
      return `  ${at + 1}. ${cardWords(deal.card)}${reasons === '' ? '' : `: ${reasons}`}`;
    }),
  ];
}

function reasonWords(text: Text, now: UnixMs, reason: RankReason): string {
  switch (reason.kind) {
    case 'people-on-deal':
      return text.format('cli.reason.people-on-deal', { names: reason.names.join(', ') });
    case 'words-in-text':
      return text.format('cli.reason.words-in-text', { words: reason.words.join(', ') });
    case 'used-in-thread':
      return text.format('cli.reason.used-in-thread');
    case 'late-stage':
      return text.format('cli.reason.late-stage', { stage: reason.stage });
    case 'recent':
      return text.format('cli.reason.recent', { age: ageWords(text, now, reason.updatedAt) });
  }
}
