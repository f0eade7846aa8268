import type { MailInSuggestion, Suggestions, SuggestionKey } from '../../../app/contract/suggestion-views.ts';
import type { UnixMs } from '../../../app/domain/ids.ts';
import type { Text } from '../../../resources/text.ts';
import { command } from '../command.ts';
import { cardWords } from '../link-words.ts';
import { limitOf } from '../option-values.ts';
import { shellWord } from '../shell-word.ts';
import { subjectWords } from '../thread-words.ts';
import { ageWords } from '../time-words.ts';

export const suggestionsList = command({
  name: 'suggestions list',
  forms: ['[--limit N]'],
  summary: 'cli.command.suggestions-list',
  options: { limit: { type: 'string' } },
  operands: [0, 0],
  async run(context, { options }) {
    const { text, host } = context;
    const limit = limitOf(context, options.limit);
    const suggestions = await (await context.engine()).call('suggestions.list', { limit });
    return { document: suggestions, lines: () => suggestionLines(text, host.now(), suggestions) };
  },
});

export const suggestionsDismiss = command({
  name: 'suggestions dismiss',
  forms: ['KEY...'],
  summary: 'cli.command.suggestions-dismiss',
  options: {},
  operands: [1, 1_000],
  async run({ engine, text }, { operands }) {
    const mailpin = await engine();
    for (const key of operands) await mailpin.call('suggestions.dismiss', { key: key as SuggestionKey });
    return {
      document: { dismissed: operands },
      lines: () => [text.format('cli.suggestions.dismissed', { count: operands.length })],
    };
  },
});

function suggestionLines(text: Text, now: UnixMs, { people, replies, deals }: Suggestions): string[] {
  const accept = (line: string): string => `    ${text.format('cli.suggestions.accept', { command: line })}`;
  const dismissal = (key: string): string =>
    `    ${text.format('cli.suggestions.dismiss', { command: `mailpin suggestions dismiss ${shellWord(key)}` })}`;
  const mailWords = (mail: MailInSuggestion): string => `${subjectWords(text, mail.subject)} (${mail.mailId})`;
  const lines = [
    ...people.flatMap((person) => [
      text.format('cli.suggestions.person', {
        name: person.name,
        address: person.address,
        received: person.receivedCount,
        sent: person.sentCount,
        age: ageWords(text, now, person.lastAt),
      }),
      ...(person.company === null
        ? []
        : [`    ${text.format('cli.suggestions.company', { card: cardWords(person.company) })}`]),
      accept(`mailpin card make-contact ${shellWord(person.address)}`),
      accept(`mailpin card make-lead ${shellWord(person.address)}`),
      dismissal(person.key),
    ]),
    ...replies.flatMap(({ key, mail, answers, people: shared }) => [
      text.format('cli.suggestions.reply', {
        mail: mailWords(mail),
        answers: mailWords(answers),
        people: shared.join(', '),
      }),
      accept(`mailpin join ${mail.mailId} --to ${answers.mailId}`),
      dismissal(key),
    ]),
    ...deals.flatMap(({ key, deal, people: names, threads }) => [
      text.format('cli.suggestions.deal', { card: cardWords(deal), count: threads.length, names: names.join(', ') }),
      ...threads.map((mail) => `    ${mailWords(mail)}, ${ageWords(text, now, mail.sentAt)}`),
      accept(`mailpin attach ${threads.map(({ mailId }) => mailId).join(' ')} --card ${deal.id}`),
      dismissal(key),
    ]),
  ];
  return lines.length === 0 ? [text.format('cli.suggestions.none')] : lines;
}
