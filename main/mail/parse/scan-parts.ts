/** Reads the tree of parts from the bytes of a mail. Source: RFC 2045, RFC 2046 5.1. Linear; never throws. */
import { fieldOf, splitEntity, type Entity } from './header.ts';
import { describePart, isMessage, isMultipart, numberParts, type MimePart } from './mime-part.ts';
import { decodedSize, decodeTransfer } from './transfer-encoding.ts';

/** Each level is searched once for its own delimiter, so this also bounds the time. */
const MAX_DEPTH = 24;
/** What follows belongs to the last part then; no honest mail comes near. */
const MAX_CHILDREN = 1000;
const TEXT = 'text/plain';

/** @param mail as `splitEntity` divided it */
export function scanParts(mail: Entity): MimePart {
  return numberParts(scanEntity(mail, TEXT, 0));
}

function scanEntity({ header, body }: Entity, defaultType: string, depth: number): MimePart {
  const described = describePart({
    contentType: fieldOf(header, 'content-type'),
    disposition: fieldOf(header, 'content-disposition'),
    encoding: fieldOf(header, 'content-transfer-encoding'),
    contentId: fieldOf(header, 'content-id'),
    defaultType,
  });
  const sizeBytes = decodedSize(body.length, described.encoding);
  const leaf: MimePart = { ...described, number: '', sizeBytes, innerSubject: null, children: [], body };
  if (isMultipart(leaf)) return scanMultipart(leaf, body, depth);
  if (isMessage(leaf) && depth < MAX_DEPTH) {
    const inner = splitEntity(decodeTransfer(body, leaf.encoding), false);
    return { ...leaf, innerSubject: fieldOf(inner.header, 'subject'), children: [scanEntity(inner, TEXT, depth + 1)] };
  }
  return leaf;
}

/** A multipart whose delimiter never occurs is one text, so nothing is lost. */
function scanMultipart(part: MimePart, body: Uint8Array, depth: number): MimePart {
  const boundary = part.parameters.get('boundary') ?? '';
  const pieces = boundary === '' || depth >= MAX_DEPTH ? [] : splitAtDelimiters(body, boundary);
  if (pieces.length === 0) return { ...part, mediaType: TEXT };
  const defaultType = part.mediaType === 'multipart/digest' ? 'message/rfc822' : TEXT;
  const children = pieces.map((piece) => scanEntity(splitEntity(piece, true), defaultType, depth + 1));
  return { ...part, children, body: null };
}

const LF = 0x0a;
const CR = 0x0d;
const DASH = 0x2d;

/** The bytes between delimiter lines, without the line end that belongs to the delimiter. The last part may lack its close. */
function splitAtDelimiters(body: Uint8Array, boundary: string): readonly Uint8Array[] {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const marker = Buffer.from(`--${boundary}`, /[^\0-\xff]/.test(boundary) ? 'utf8' : 'latin1');
  const pieces: Uint8Array[] = [];
  let start = -1;
  for (let at = bytes.indexOf(marker); at >= 0; at = bytes.indexOf(marker, at + marker.length)) {
    const line = delimiterLine(bytes, at, marker.length);
    if (line === null) continue;
    if (start >= 0) pieces.push(bytes.subarray(start, Math.max(start, beforeLineEnd(bytes, at))));
    start = line.isClose || pieces.length === MAX_CHILDREN - 1 ? -1 : line.next;
    if (start < 0) {
      if (!line.isClose) pieces.push(bytes.subarray(line.next));
      return pieces;
    }
  }
  if (start >= 0) pieces.push(bytes.subarray(start));
  return pieces;
}

/** The delimiter is a line of its own: the boundary, two dashes at the close, blanks, and nothing else. */
function delimiterLine(bytes: Buffer, at: number, length: number): { isClose: boolean; next: number } | null {
  if (at > 0 && bytes[at - 1] !== LF) return null;
  let end = at + length;
  const isClose = bytes[end] === DASH && bytes[end + 1] === DASH;
  if (isClose) end += 2;
  while (bytes[end] === 0x20 || bytes[end] === 0x09 || bytes[end] === CR) end += 1;
  if (end < bytes.length && bytes[end] !== LF) return null;
  return { isClose, next: Math.min(end + 1, bytes.length) };
}

function beforeLineEnd(bytes: Buffer, at: number): number {
  if (at === 0) return 0;
  return bytes[at - 2] === CR ? at - 2 : at - 1;
}
