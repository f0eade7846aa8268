import type { MailContent } from '../../../app/domain/mail.ts';
import type { FetchMessageObject } from 'imapflow';
import type { Uid, UnixMs } from '../../../app/domain/ids.ts';
import { MailpinError } from '../../../app/errors.ts';
import type { FetchedMail } from '../../../app/ports.ts';
import { textPartsOf } from '../parse/body.ts';
import { splitEntity, type Header } from '../parse/header.ts';
import type { MimePart } from '../parse/mime-part.ts';
import { parseMail } from '../parse/parse-mail.ts';
import { partsToRead, type PartToRead } from '../parse/parts-to-read.ts';
import { readContent } from '../parse/read-content.ts';
import { isDescribed, partsFromStructure } from './structure.ts';

/** A mail as the first FETCH describes it. */
export interface DescribedMail {
  readonly uid: Uid;
  readonly message: FetchMessageObject;
  /** Null when the server could not make sense of the mail's structure: then it is read whole. */
  readonly root: MimePart | null;
  readonly header: Header;
  /** What the second FETCH asks for. */
  readonly toRead: readonly PartToRead[];
}

/** A mail up to this size is read whole when the server finds no text in it: its delimiters may be damaged. */
const SMALL_BYTES = 128 * 1024;
const NO_BYTES = new Uint8Array();
const LF = 0x0a;

/** Null for a mail that another program just deleted: servers may send NIL where its bytes should be (RFC 2180 4.1.3). */
export function describeMail(uid: Uid, message: FetchMessageObject): DescribedMail | null {
  const headers = bytesIn(message.headers);
  if (headers === null) return null;
  const size = message.size ?? 0;
  const root = message.bodyStructure === undefined ? null : partsFromStructure(message.bodyStructure);
  // Mail whose lines end with CR alone is one long header to the server.
  const isUsable = root !== null && isDescribed(root, size - headers.length) && headers.includes(LF);
  const textParts = isUsable ? textPartsOf(root) : [];
  const isOddlyEmpty = size < SMALL_BYTES && textParts.length > 0 && textParts.every((part) => part.sizeBytes === 0);
  const { header } = splitEntity(headers, false);
  const isReadByParts = isUsable && !isOddlyEmpty;
  const toRead = isReadByParts ? partsToRead(root, header) : [];
  return { uid, message, root: isReadByParts ? root : null, header, toRead };
}

/** A mail that is to be read whole, whatever its structure. */
export function wholeMail(uid: Uid, message: FetchMessageObject): DescribedMail {
  return { uid, message, root: null, header: [], toRead: [] };
}

/** How much has to be fetched to read it, about. */
export function textBytesOf({ root, message, toRead }: DescribedMail): number {
  if (root === null) return bytesIn(message.source)?.length ?? message.size ?? 0;
  return toRead.reduce((sum, { part, maxBytes }) => sum + Math.min(part.sizeBytes, maxBytes), 0);
}

/** Whether the second FETCH brought all bytes that reading the mail needs. */
export function isComplete({ root, toRead }: DescribedMail, text: FetchMessageObject): boolean {
  if (bytesIn(text.source) !== null) return true;
  return root !== null && toRead.every(({ part }) => bytesIn(text.bodyParts?.get(part.number)) !== null);
}

/** @param text what the second FETCH brought: the parts to read, or the whole mail */
export function readDescribed(
  { uid, message, root, header, toRead }: DescribedMail,
  text: FetchMessageObject,
): FetchedMail<MailContent> {
  const arrivedAt = arrivalOf(message);
  const facts = { kind: 'mail', uid, isSeen: message.flags?.has('\\Seen') ?? false, arrivedAt } as const;
  const source = bytesIn(text.source);
  try {
    const gmailThreadId = message.threadId ?? null;
    if (root === null || source !== null) {
      return { ...facts, content: parseMail(source ?? NO_BYTES, arrivedAt, gmailThreadId) };
    }
    const bytesOf = (part: MimePart): Uint8Array => bytesIn(text.bodyParts?.get(part.number)) ?? NO_BYTES;
    const sizeBytes = message.size ?? 0;
    return { ...facts, content: readContent({ header, root, toRead, bytesOf, arrivedAt, sizeBytes, gmailThreadId }) };
  } catch (error) {
    return failedMail(uid, new MailpinError('mail.unparsable', { uid }, { cause: error }));
  }
}

export function failedMail(
  uid: Uid,
  { code, details }: MailpinError,
): Extract<FetchedMail<MailContent>, { kind: 'failure' }> {
  return { kind: 'failure', uid, because: code, details };
}

/** INTERNALDATE; a server that sends none, or nonsense, leaves us the present. */
function arrivalOf({ internalDate }: FetchMessageObject): UnixMs {
  return (internalDate instanceof Date ? internalDate.getTime() : Date.now()) as UnixMs;
}

/** imapflow gives NIL on although its types have only bytes. */
function bytesIn(value: unknown): Uint8Array | null {
  return value instanceof Uint8Array ? value : null;
}
