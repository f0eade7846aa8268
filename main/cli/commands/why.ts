import type { WhyFix, WhyLine } from '../../../app/contract/views.ts';
import type { MailId } from '../../../app/domain/ids.ts';
import { isTextKey, type Text } from '../../../resources/text.ts';
import { command } from '../command.ts';
import { mailNameOf, mailWords } from '../names.ts';
import { subjectWords } from '../thread-words.ts';

export const why = command({
  name: 'why',
  forms: ['MAIL'],
  summary: 'cli.command.why',
  options: {},
  operands: [1, 1],
  async run({ engine, text }, { operands: [typed = ''] }) {
    const { mail, lines } = await (await engine()).call('mails.why', { mail: mailNameOf(typed) });
    const worded = lines.map((line) => ({ ...line, text: sentenceOf(text, line) }));
    return {
      document: { mail, lines: worded },
      lines: () => [
        `${subjectWords(text, mail.subject)}  ${mailWords(mail)}`,
        ...worded.flatMap((line) => [`  ${line.text}`, ...fixLines(text, line.fix, mail.id)]),
      ],
    };
  },
});

function sentenceOf(text: Text, { sentence, values }: WhyLine): string {
  const key = `why.${sentence}`;
  return isTextKey(key) ? text.format(key, values) : sentence;
}

/** The command that would change it. */
function fixLines(text: Text, fix: WhyFix | null, mail: MailId): string[] {
  if (fix === null) return [];
  return [`    ${text.format('cli.why.fix', { command: commandOf(fix, mail) })}`];
}

function commandOf(fix: WhyFix, mail: MailId): string {
  switch (fix.kind) {
    case 'attach':
    case 'let-in':
      return `mailpin attach ${mail} --card ${fix.cardId}`;
    case 'detach':
      return `mailpin detach ${mail} --card ${fix.cardId} --reach thread`;
    case 'choose':
      return `mailpin attach ${mail} --card ID`;
    case 'answer':
      return 'mailpin questions';
    case 'retry':
      return 'mailpin push';
  }
}
