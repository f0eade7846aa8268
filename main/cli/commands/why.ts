import type { Why, WhyFix, WhyLine } from '../../../app/contract/why-views.ts';
import type { Extent } from '../../../app/domain/extent.ts';
import { isTextKey, type Text } from '../../../resources/text.ts';
import { command } from '../command.ts';
import { mailWords } from '../names.ts';
import { shellWord } from '../shell-word.ts';
import { subjectWords } from '../thread-words.ts';

export const why = command({
  name: 'why',
  forms: ['MAIL | CARD | ADDRESS'],
  summary: 'cli.command.why',
  options: {},
  operands: [1, 1],
  async run({ engine, text }, { operands: [name = ''] }) {
    const answer = await (await engine()).call('names.why', { name });
    const lines = answer.lines.map((line) => ({
      ...line,
      text: sentenceOf(text, line),
      command: line.fix === null ? null : commandOf(line.fix),
    }));
    return {
      document: { ...answer, lines },
      lines: () => [headingOf(text, answer), ...lines.flatMap((line) => [`  ${line.text}`, ...fixLines(text, line)])],
    };
  },
});

function headingOf(text: Text, answer: Why): string {
  switch (answer.kind) {
    case 'mail':
      return `${subjectWords(text, answer.mail.subject)}  ${mailWords(answer.mail)}`;
    case 'card':
      return `${answer.card.name}  ${answer.card.id}`;
    case 'address':
      return answer.name === '' ? answer.address : `${answer.name}  ${answer.address}`;
    case 'absent':
      return answer.messageId;
  }
}

function sentenceOf(text: Text, { sentence, values }: WhyLine): string {
  const key = `why.${sentence}`;
  return isTextKey(key) ? text.format(key, values) : sentence;
}

function fixLines(text: Text, { command: line }: { readonly command: string | null }): string[] {
  return line === null ? [] : [`    ${text.format('cli.why.fix', { command: line })}`];
}

const EXTENT_WORDS = { none: 'none', 'headers-only': 'headers', full: 'full' } as const satisfies Record<
  Extent,
  string
>;

/** The command that would change a line, or tell more of what it speaks of. */
function commandOf(fix: WhyFix): string {
  switch (fix.kind) {
    case 'attach':
    case 'let-in':
      return `mailpin attach ${fix.mailId} --card ${fix.cardId}`;
    case 'detach':
      return `mailpin detach ${fix.mailId} --card ${fix.cardId} --reach thread`;
    case 'choose':
      return `mailpin attach ${fix.mailId} --card ID`;
    case 'answer':
      return 'mailpin questions';
    case 'retry':
      return 'mailpin push';
    case 'push-anyway':
      return `mailpin held release ${fix.mailId}`;
    case 'keep-private':
      return `mailpin held keep ${fix.mailId}`;
    case 'change-extent':
      return `mailpin extent ${fix.mailId} ${EXTENT_WORDS[fix.extent]}${fix.reach === 'thread' ? ' --thread' : ''}`;
    case 'show-rehearsal':
      return 'mailpin rehearsal';
    case 'show-mail':
      return `mailpin why ${fix.mailId}`;
    case 'show-card':
      return `mailpin why ${fix.cardId}`;
    case 'show-address':
      return `mailpin why ${shellWord(fix.address)}`;
    case 'allow':
      return `mailpin filter allow ${shellWord(fix.address)}`;
    case 'show-blocklist':
      return 'mailpin blocklist';
    case 'sync':
      return 'mailpin sync --once';
    case 'change-import':
      return `mailpin account change ${shellWord(fix.accountId)} --import everything`;
    case 'add-account':
      return 'mailpin account add ADDRESS';
  }
}
