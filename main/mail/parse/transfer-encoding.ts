/** Content-Transfer-Encoding undone. Source: RFC 2045 6. Damaged input gives what can be read of it; linear; never throws. */
import { decodeUuencodedPart } from './uuencode.ts';

/** Never standardised, and still met (RFC 2045 6.3 warns of it by name). */
const UUENCODE = new Set(['x-uuencode', 'uuencode', 'x-uue', 'x-uu']);

/** @param encoding lower case; any other than `base64`, `quoted-printable` and uuencode means the bytes are as they are */
export function decodeTransfer(bytes: Uint8Array, encoding: string): Uint8Array {
  if (encoding === 'base64') return decodeBase64(bytes);
  if (UUENCODE.has(encoding)) return decodeUuencodedPart(bytes, 1) ?? bytes;
  return encoding === 'quoted-printable' ? decodeQuotedPrintable(bytes) : bytes;
}

/** Decoded size without decoding: exact for clean base64, close enough to show for the rest. */
export function decodedSize(encodedSize: number, encoding: string): number {
  // 76 characters and a line end carry 57 bytes.
  return encoding === 'base64' ? Math.floor((encodedSize * 57) / 78) : encodedSize;
}

/** Base64 that is not base64 (a robot that only put the label on) is taken as it is. */
function decodeBase64(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1');
  const foreign = text.match(/[^A-Za-z0-9+/=\s_-]/g)?.length ?? 0;
  if (foreign * 10 > text.length) return bytes;
  // Padding in the middle comes from mailers that encode in pieces; Buffer would stop there.
  const pieces = text.replace(/[^A-Za-z0-9+/=]+/g, '').split(/=+/);
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece, 'base64')));
}

const LF = 0x0a;
const CR = 0x0d;
const EQUALS = 0x3d;

function decodeQuotedPrintable(bytes: Uint8Array): Uint8Array {
  const encoded = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const decoded = new Uint8Array(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const found = encoded.indexOf(EQUALS, at);
    length += encoded.copy(decoded, length, at, found < 0 ? encoded.length : found);
    if (found < 0) break;
    at = found;
    const softBreak = softBreakLength(bytes, at + 1);
    const value = hexDigit(bytes[at + 1]) * 16 + hexDigit(bytes[at + 2]);
    if (softBreak > 0) at += softBreak;
    else if (Number.isNaN(value)) decoded[length++] = EQUALS;
    else {
      decoded[length++] = value;
      at += 2;
    }
  }
  return decoded.subarray(0, length);
}

/** Length of blanks and line end after an equals sign; 0 when something else stands there. */
function softBreakLength(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] === 0x20 || bytes[at] === 0x09) at += 1;
  if (bytes[at] === CR && bytes[at + 1] === LF) return at + 2 - from;
  return bytes[at] === LF || at === bytes.length ? at + 1 - from : 0;
}

function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return Number.NaN;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte & ~0x20;
  return letter >= 0x41 && letter <= 0x46 ? letter - 0x41 + 10 : Number.NaN;
}
