/** From header, tree of parts and text bytes to a mail of the domain, whichever source they came from. */
import { hash } from 'node:crypto';
import type { UnixMs } from '../../../app/domain/ids.ts';
import type { MailContent } from '../../../app/domain/mail.ts';
import { parseMessageIds } from '../../../app/domain/message-id.ts';
import { messageKey } from '../../../app/domain/message-key.ts';
import { readBody, type MailBody } from './body.ts';
import { fieldOf, joinedFields, type Header } from './header.ts';
import { listInnerFiles, openTnef } from './inner-files.ts';
import { htmlToText } from './html-to-text.ts';
import { sentAtOf } from './mail-date.ts';
import { messageIdIn } from './message-id-of.ts';
import { roadOf } from './mail-road.ts';
import type { MimePart } from './mime-part.ts';
import { participantsOf } from './participants.ts';
import type { PartToRead } from './parts-to-read.ts';
import { readDetails } from './read-details.ts';
import { decodeSubject } from './subject.ts';
import { isTnef } from './tnef/is-tnef.ts';
import { rtfToText } from './tnef/rtf-to-text.ts';

export interface RawContent {
  readonly header: Header;
  readonly root: MimePart;
  /** `partsToRead(root, header)`. */
  readonly toRead: readonly PartToRead[];
  /** Encoded bytes of each of them, each cut at its `maxBytes`. */
  readonly bytesOf: (part: MimePart) => Uint8Array;
  readonly arrivedAt: UnixMs;
  readonly sizeBytes: number;
  /** X-GM-THRID as Gmail's IMAP gives it; null elsewhere. */
  readonly gmailThreadId: string | null;
}

/** Never throws on what a mail holds. */
export function readContent(raw: RawContent): MailContent {
  const { header, root } = raw;
  const participants = participantsOf(header);
  const body = readBody(root, raw.bytesOf);
  const messageId = messageIdIn(header);
  const subject = decodeSubject(fieldOf(header, 'subject') ?? '');
  const inReplyTo = parseMessageIds(joinedFields(header, 'in-reply-to', ' ') ?? '');
  const references = parseMessageIds(joinedFields(header, 'references', ' ') ?? '');
  const addressesIn = (role: 'from' | 'to'): readonly string[] =>
    participants.filter((one) => one.role === role).map((one) => one.address ?? one.rawAddress);
  const dateHeader = fieldOf(header, 'date');
  const key = messageKey(
    { messageId, from: addressesIn('from'), dateHeader, to: addressesIn('to'), subject, textHead: body.text },
    (text) => hash('sha256', text, 'hex'),
  );
  const sent = sentAtOf(dateHeader, raw.arrivedAt);
  // The key is made before containers are opened: whether one is small enough to be opened must not make it another mail.
  const toRead = raw.toRead.map(({ part }) => part);
  const opened = withOpenedContainer(raw, toRead, body);
  return {
    messageId,
    key,
    inReplyTo,
    references,
    subject,
    participants,
    ...sent,
    ...readDetails({
      header,
      root,
      toRead,
      bytesOf: raw.bytesOf,
      participants,
      subject,
      text: opened.text,
      sentAt: sent.sentAt,
    }),
    ...opened,
    sizeBytes: raw.sizeBytes,
    providerThreadId: providerThreadId(header, raw.gmailThreadId),
    ...roadOf(header),
  };
}

/** Lists the files that Outlook packed into winmail.dat, and takes the text from there when the mail has no other. */
function withOpenedContainer({ bytesOf }: RawContent, toRead: readonly MimePart[], body: MailBody): MailBody {
  const part = toRead.find(isTnef);
  const tnef = part === undefined ? null : openTnef(part, bytesOf(part));
  if (part === undefined || tnef === null) return body;
  const files = listInnerFiles(
    part,
    tnef.files,
    tnef.files.map(({ bytes }) => bytes.length),
  );
  const at = body.attachments.findIndex(({ part: number }) => number === part.number) + 1;
  const attachments = [...body.attachments.slice(0, at), ...files, ...body.attachments.slice(at)];
  if (body.text !== '' || body.html !== null) return { ...body, attachments };
  const fromHtml = tnef.html === null ? null : htmlToText(tnef.html);
  const text = tnef.text ?? fromHtml ?? (tnef.rtf === null ? '' : rtfToText(tnef.rtf));
  return { text, html: tnef.html, attachments };
}

/** Bytes of a Thread-Index that name the conversation: 1 reserved, 5 of time, 16 of GUID; each reply adds 5 (MS-OXOMSG 2.2.1.3). */
const CONVERSATION_BYTES = 22;

function providerThreadId(header: Header, gmailThreadId: string | null): string | null {
  const gmail = gmailThreadId ?? fieldOf(header, 'x-gm-thrid');
  if (gmail !== null && gmail !== '') return `gmail:${gmail}`;
  const index = Buffer.from(fieldOf(header, 'thread-index') ?? '', 'base64');
  if (index.length < CONVERSATION_BYTES) return null;
  return `thread-index:${index.subarray(0, CONVERSATION_BYTES).toString('base64')}`;
}
