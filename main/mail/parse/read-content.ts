/** From header, tree of parts and text bytes to a mail of the domain, whichever source they came from. */
import { createHash } from 'node:crypto';
import { decodeWords } from 'postal-mime';
import type { UnixMs } from '../../../app/domain/ids.ts';
import type { MailContent } from '../../../app/domain/mail.ts';
import { parseMessageIds } from '../../../app/domain/message-id.ts';
import { messageKey } from '../../../app/domain/message-key.ts';
import { mailKind } from '../../../app/rules/mail-kind.ts';
import { readBody } from './body.ts';
import { fieldOf, joinedFields, type Header } from './header.ts';
import { kindSigns } from './kind-signs.ts';
import { sentAtOf } from './mail-date.ts';
import { messageIdIn } from './message-id-of.ts';
import type { MimePart } from './mime-part.ts';
import { participantsOf } from './participants.ts';

export interface RawContent {
  readonly header: Header;
  readonly root: MimePart;
  /** Encoded bytes of each of `textPartsOf(root)`. */
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
    (text) => createHash('sha256').update(text).digest('hex'),
  );
  return {
    messageId,
    key,
    inReplyTo,
    references,
    subject,
    participants,
    ...sentAtOf(dateHeader, raw.arrivedAt),
    kind: mailKind(kindSigns(header, root, subject)),
    ...body,
    sizeBytes: raw.sizeBytes,
    providerThreadId: providerThreadId(header, raw.gmailThreadId),
  };
}

function decodeSubject(field: string): string {
  return decodeWords(field)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
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
