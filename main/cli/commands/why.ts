import type { WhyFix, WhyLine } from '../../../app/contract/views.ts';
import { isTextKey, type Text } from '../../../resources/text.ts';
import { command } from '../command.ts';
import { mailNameOf, nameOfMail } from '../names.ts';
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
    const name = nameOfMail({ messageId: mail.messageId, mailId: mail.id });
    return {
      document: { mail, lines: worded },
      lines: () => [
        `${subjectWords(text, mail.subject)}  ${name}`,
        ...worded.flatMap((line) => [`  ${line.text}`, ...fixLines(text, line.fix, name)]),
      ],
    };
  },
});

function sentenceOf(text: Text, { sentence, values }: WhyLine): string {
  const key = `why.${sentence}`;
  return isTextKey(key) ? text.format(key, values) : sentence;
}

/** The command that would change it. */
function fixLines(text: Text, fix: WhyFix | null, mail: string): string[] {
  if (fix === null) return [];
  const commandLine = commandOf(fix, `'${mail}'`);
  return [`    ${text.format('cli.why.fix', { command: commandLine })}`];
}

function commandOf(fix: WhyFix, mail: string): string {
  switch (fix.kind) {
    case 'attach':
    case 'let-in':
      return `mailpin attach ${mail} --card ${fix.cardId}`;
    case 'detach':
      return `mailpin detach ${mail} --card ${fix.cardId} --reach thread`;
    case 'choose':
      return 'mailpin questions';
    case 'retry':
      return 'mailpin push';
  }
}
