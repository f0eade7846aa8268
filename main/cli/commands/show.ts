import type { MailpinApi } from '../../../app/contract/api.ts';
import { toWireError, type WireError } from '../../../app/contract/wire.ts';
import type { MailId } from '../../../app/domain/ids.ts';
import { toMailpinError } from '../../../app/errors.ts';
import type { MailBody, MailView } from '../../../app/contract/mail-views.ts';
import type { ThreadDetail } from '../../../app/contract/thread-views.ts';
import type { Participant, ParticipantRole } from '../../../app/domain/mail.ts';
import { cardNames, type NameOfCard } from '../card-names.ts';
import { cardTable } from '../card-words.ts';
import { command, type Context } from '../command.ts';
import { cardWords, evidenceWords, pushWords } from '../link-words.ts';
import { detailLines, troubleWords } from '../mail-detail-words.ts';
import { mailNameOf, mailWords } from '../names.ts';
import { subjectWords } from '../thread-words.ts';
import { bytesWords } from '../space-words.ts';
import { momentWords } from '../time-words.ts';

interface MailWithBody extends MailView {
  readonly body: Omit<MailBody, 'mailId'>;
  /** Why the rest of a shortened text could not be fetched. */
  readonly bodyError?: WireError;
}

/** A mail to thousands shows this many addresses of a field. */
const MOST_ADDRESSES = 10;

export const show = command({
  name: 'show',
  forms: ['MAIL'],
  summary: 'cli.command.show',
  options: {},
  operands: [1, 1],
  async run(context, { operands: [typed = ''] }) {
    const engine = await context.engine();
    const thread = await engine.call('threads.of', { mail: mailNameOf(typed) });
    const mails: MailWithBody[] = [];
    for (const mail of thread.mails) {
      mails.push({ ...mail, ...(await wholeBody(engine, mail.id)) });
    }
    const document = { ...thread, mails };
    if (context.out.isJson) return { document, lines: () => [] };
    const nameOf = await cardNames(
      engine,
      mails.flatMap(({ links }) => links),
    );
    return { document, lines: () => threadLines(context, { thread, mails, nameOf }) };
  },
});

/** The text of a mail, fetched again where only the beginning is here; what stands in the way of that is told beside the beginning. */
async function wholeBody(engine: MailpinApi, mailId: MailId): Promise<Pick<MailWithBody, 'body' | 'bodyError'>> {
  const { text, html, shortened } = await engine.call('mails.body', { mailId });
  if (shortened === null) return { body: { text, html, shortened } };
  try {
    await engine.call('mails.fetch-text', { mailId });
  } catch (thrown) {
    const error = toMailpinError(thrown);
    if (error.code === 'cancelled') throw error;
    return { body: { text, html, shortened }, bodyError: toWireError(error) };
  }
  const whole = await engine.call('mails.body', { mailId });
  return { body: { text: whole.text, html: whole.html, shortened: whole.shortened } };
}

interface Shown {
  readonly thread: ThreadDetail;
  readonly mails: readonly MailWithBody[];
  readonly nameOf: NameOfCard;
}

function threadLines(context: Context, { thread, mails, nameOf }: Shown): string[] {
  const { text, host, out } = context;
  const cards = cardTable(text, host.now(), thread.cards, out.columns);
  return [
    subjectWords(text, thread.summary.subject),
    ...(cards.length === 0 ? [] : ['', ...cards]),
    ...mails.flatMap((mail) => ['', ...mailLines(context, mail, nameOf)]),
  ];
}

function mailLines({ text }: Context, mail: MailWithBody, nameOf: NameOfCard): string[] {
  const field = (name: string, value: string): string[] => (value === '' ? [] : [`${name}: ${value}`]);
  const addressed = (...roles: readonly ParticipantRole[]): string =>
    participantsWords(
      text,
      mail.participants.filter((participant) => roles.includes(participant.role)),
    );
  return [
    `── ${mailWords(mail)}`,
    ...field(text.format('cli.column.from'), addressed('from')),
    ...field(text.format('cli.column.to'), addressed('to', 'cc', 'bcc')),
    ...field(text.format('cli.column.date'), momentWords(text, mail.sentAt)),
    ...field(text.format('cli.column.subject'), mail.subject),
    ...mail.links.map((link) =>
      text.format('cli.show.link', {
        card: cardWords(link.card),
        because: evidenceWords(text, link.evidence, nameOf),
        push: pushWords(text, link.push),
      }),
    ),
    ...mail.keptOut.map((kept) => text.format('cli.chip.kept-out', { card: cardWords(kept.card) })),
    ...mail.troubles.map((trouble) => troubleWords(text, trouble)),
    ...(mail.details === null ? [] : detailLines(text, mail.details)),
    ...field(
      text.format('cli.column.attachments'),
      mail.attachments.map((attachment) => attachment.fileName).join(', '),
    ),
    '',
    ...mail.body.text.trimEnd().split(/\r\n|\r|\n/),
    ...shortenedLines(text, mail),
  ];
}

function shortenedLines(text: Context['text'], { body, bodyError }: MailWithBody): string[] {
  if (body.shortened === null || bodyError === undefined) return [];
  const because = text.format(`error.${bodyError.code}.what`, bodyError.details);
  return ['', text.format('cli.show.shortened', { size: bytesWords(text, body.shortened.textBytes), because })];
}

function participantsWords(text: Context['text'], participants: readonly Participant[]): string {
  const shown = participants
    .slice(0, MOST_ADDRESSES)
    .map(({ displayName, rawAddress }) => (displayName === '' ? rawAddress : `${displayName} <${rawAddress}>`))
    .join(', ');
  const more = participants.length - MOST_ADDRESSES;
  return more > 0 ? text.format('cli.people-more', { names: shown, more }) : shown;
}
