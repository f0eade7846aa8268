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
const NO_DIGIT = 0xff;
/** What each byte is worth as a hexadecimal digit of either case. */
const HEX_DIGITS = Uint8Array.from({ length: 256 }, (_, byte) => {
  const value = parseInt(String.fromCharCode(byte), 16);
  return Number.isNaN(value) ? NO_DIGIT : value;
});

function decodeQuotedPrintable(bytes: Uint8Array): Uint8Array {
  const decoded = new Uint8Array(bytes.length);
  let length = 0;
  let at = 0;
  while (at < bytes.length) {
    const byte = bytes[at++] ?? 0;
    if (byte !== EQUALS) {
      decoded[length++] = byte;
      continue;
    }
    const high = HEX_DIGITS[bytes[at] ?? 0] ?? NO_DIGIT;
    const low = HEX_DIGITS[bytes[at + 1] ?? 0] ?? NO_DIGIT;
    const softBreak = softBreakLength(bytes, at);
    if (high !== NO_DIGIT && low !== NO_DIGIT) {
      decoded[length++] = high * 16 + low;
      at += 2;
    } else if (softBreak > 0) at += softBreak;
    else decoded[length++] = EQUALS;
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
