/** How `mailpin parse` says what it understood. */
import type { ParsedMail, PartView } from '../../app/contract/parsed-mail-views.ts';
import { PARTICIPANT_ROLES } from '../../app/domain/mail.ts';
import type { Text, TextKey } from '../../resources/text.ts';
import { detailLines } from './mail-detail-words.ts';
import { momentWords } from './time-words.ts';

const DATE_KEYS = {
  date: 'cli.parse.date',
  received: 'cli.parse.date-received',
  none: 'cli.parse.date-none',
} as const satisfies Record<ParsedMail['sentAtFrom'], TextKey>;

export function parsedMailLines(text: Text, mail: ParsedMail): string[] {
  const field = (key: TextKey, value: string): string[] => (value === '' ? [] : [`${text.format(key)}: ${value}`]);
  const ids = (list: readonly string[]): string => list.map((id) => `<${id}>`).join(' ');
  return [
    ...PARTICIPANT_ROLES.flatMap((role) => roleLines(text, mail, role)),
    ...field('cli.column.subject', mail.subject),
    text.format(DATE_KEYS[mail.sentAtFrom], { when: momentWords(text, mail.sentAt) }),
    ...field('cli.parse.message-id', mail.messageId === null ? text.format('cli.parse.none') : `<${mail.messageId}>`),
    ...field('cli.parse.in-reply-to', ids(mail.inReplyTo)),
    ...field('cli.parse.references', ids(mail.references)),
    ...field('cli.parse.key', mail.key),
    ...field('cli.parse.provider-thread', mail.providerThreadId ?? ''),
    ...field('cli.parse.kind', text.format(`window.mail.kind.${mail.kind}`)),
    ...(mail.details === null ? [] : detailLines(text, mail.details).map((line) => `  ${line}`)),
    `${text.format('cli.parse.parts')}:`,
    ...partLines(text, mail.parts, 1),
    ...(mail.attachments.length === 0 ? [] : [`${text.format('cli.column.attachments')}:`]),
    ...mail.attachments.map(
      ({ part, fileName, mediaType, sizeBytes }) =>
        `  ${part}  ${fileName}  ${mediaType}  ${text.format('cli.parse.bytes', { count: sizeBytes })}`,
    ),
    ...textLines(text, 'cli.parse.own-text', mail.ownText),
    ...textLines(text, 'cli.parse.quoted', [mail.quotedAbove, mail.quoted].filter((one) => one !== null).join('\n\n')),
  ];
}

function roleLines(text: Text, mail: ParsedMail, role: (typeof PARTICIPANT_ROLES)[number]): string[] {
  const people = mail.participants.filter((one) => one.role === role);
  if (people.length === 0) return [];
  const names = people.map(({ displayName, rawAddress, address }) => {
    const written = address ?? (rawAddress === '' ? '' : text.format('cli.parse.no-address', { written: rawAddress }));
    return displayName === '' ? written : `${displayName} <${written}>`;
  });
  return [`${text.format(`cli.parse.role.${role}`)}: ${names.join(', ')}`];
}

function partLines(text: Text, part: PartView, depth: number): string[] {
  const facts = [part.part, part.mediaType, part.charset, part.encoding, part.disposition, part.fileName];
  const size = part.children.length > 0 ? [] : [text.format('cli.parse.bytes', { count: part.sizeBytes })];
  const line = [...facts.filter((fact) => fact !== null && fact !== ''), ...size].join('  ');
  return ['  '.repeat(depth) + line, ...part.children.flatMap((child) => partLines(text, child, depth + 1))];
}

function textLines(text: Text, key: TextKey, body: string): string[] {
  return body === '' ? [] : ['', `── ${text.format(key)}`, ...body.split('\n')];
}
