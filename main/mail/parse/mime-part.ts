/** The tree of parts of a mail, the same whether it was read from the bytes or described by an IMAP server. */
import { parseParameterized } from './parameters.ts';

export interface MimePart {
  /** IMAP part number (RFC 3501 6.4.5); empty for a multipart that is a whole mail, which has no number. */
  readonly number: string;
  /** Lower case, for example `text/plain`. */
  readonly mediaType: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly disposition: 'inline' | 'attachment' | null;
  readonly dispositionParameters: ReadonlyMap<string, string>;
  /** Content-Transfer-Encoding in lower case. */
  readonly encoding: string;
  /** Without angle brackets. */
  readonly contentId: string | null;
  /** Decoded; an estimate where only the encoded size is known. */
  readonly sizeBytes: number;
  /** Subject of the mail inside a `message/rfc822`, encoded words still encoded. */
  readonly innerSubject: string | null;
  readonly children: readonly MimePart[];
  /** Encoded bytes; null for containers and for parts that are still on the server. */
  readonly body: Uint8Array | null;
}

/** What a part says of itself; values as they stand in the header fields. */
export interface PartDescription {
  readonly contentType: string | null;
  readonly disposition: string | null;
  readonly encoding: string | null;
  readonly contentId: string | null;
  /** What the type is when none is given: text/plain, or message/rfc822 within a multipart/digest (RFC 2046 5.1.5). */
  readonly defaultType: string;
}

export function describePart(
  description: PartDescription,
): Omit<MimePart, 'number' | 'sizeBytes' | 'innerSubject' | 'children' | 'body'> {
  const type = parseParameterized(description.contentType ?? '');
  const disposition = parseParameterized(description.disposition ?? '');
  return {
    mediaType: mediaTypeOf(type.value, description.defaultType),
    parameters: type.parameters,
    disposition: dispositionOf(disposition.value),
    dispositionParameters: disposition.parameters,
    encoding: encodingOf(description.encoding),
    contentId: contentIdOf(description.contentId),
  };
}

/** A token with a comment or two. */
const MAX_ENCODING_LENGTH = 100;

/** An unknown disposition means attachment (RFC 2183 2.8). */
export function dispositionOf(value: string): MimePart['disposition'] {
  if (value === '') return null;
  return value === 'inline' ? 'inline' : 'attachment';
}

export function encodingOf(value: string | null): string {
  const token = /[\w-]+/.exec((value ?? '').slice(0, MAX_ENCODING_LENGTH).replace(/\([^)]*\)/g, ''));
  return token?.[0].toLowerCase() ?? '';
}

export function contentIdOf(value: string | null): string | null {
  const id = (value ?? '').trim().replace(/^<|>$/g, '');
  return id === '' ? null : id;
}

/** RFC 2045 5.2: what cannot be read as a type is text. A bare `text` is what old mailers wrote for text/plain. */
function mediaTypeOf(value: string, defaultType: string): string {
  return /^[^\s/]+\/[^\s/]+$/.test(value) ? value : defaultType;
}

/**
 * Gives every part its IMAP number: children of a multipart are counted, and the body of a mail within a mail is part 1 of it
 * unless it is a multipart, whose children then take the number's next level.
 */
export function numberParts(root: MimePart): MimePart {
  return isMultipart(root) ? withNumber(root, '') : withNumber(root, '1');
}

export function isMultipart(part: MimePart): boolean {
  return part.mediaType.startsWith('multipart/');
}

export function isMessage(part: MimePart): boolean {
  return part.mediaType === 'message/rfc822' || part.mediaType === 'message/global';
}

function withNumber(part: MimePart, number: string): MimePart {
  const below = (index: number): string => (number === '' ? `${index}` : `${number}.${index}`);
  const children = part.children.map((child, index) =>
    isMessage(part) && isMultipart(child) ? withNumber(child, number) : withNumber(child, below(index + 1)),
  );
  return { ...part, number, children };
}

/** All parts, the given one first, in their order in the mail. */
export function* partsOf(part: MimePart): Generator<MimePart> {
  yield part;
  for (const child of part.children) yield* partsOf(child);
}

/** The parts of this mail, containers among them, and none of a mail within it. */
export function* ownPartsOf(part: MimePart): Generator<MimePart> {
  yield part;
  if (isMultipart(part)) for (const child of part.children) yield* ownPartsOf(child);
}

/** The part with that number that has bytes of its own; a mail within the mail comes before the multipart it consists of. */
export function findPart(root: MimePart, number: string): MimePart | null {
  for (const part of partsOf(root)) if (part.number === number && !isMultipart(part)) return part;
  return null;
}
