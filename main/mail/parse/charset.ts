/** Bytes to text, for mail whose word on its own charset cannot be trusted. */

import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { sniffCharset } from './sniff-charset.ts';
import { decodeUtf7, isUtf7 } from './utf7.ts';

/** Labels seen in mail that the WHATWG Encoding Standard does not know, and what they mean. */
const ALIASES: Readonly<Record<string, string>> = {
  cp932: 'shift_jis',
  windows932: 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp950: 'big5',
  cp874: 'windows-874',
  cp50220: 'iso-2022-jp',
  iso2022jp1: 'iso-2022-jp',
  iso2022jp2: 'iso-2022-jp',
  eucjp: 'euc-jp',
  euckr: 'euc-kr',
  big5hkscs: 'big5',
  tis620: 'windows-874',
};
/** Labels that say nothing: senders use them for whatever bytes they have. */
const MEANINGLESS = new Set(['us-ascii', 'ascii', 'unknown-8bit', 'x-unknown', 'default', 'default_charset', 'binary']);
/** What programs declare without thinking. */
const WESTERN = new Set(['windows-1252', 'iso-8859-15']);
/** Japanese mail of old; programs that send Shift_JIS or UTF-8 often say so all the same. */
const SEVEN_BITS = 'iso-2022-jp';
const ESC = 0x1b;

/** The charset where it says anything. Servers put us-ascii into a BODYSTRUCTURE where the mail itself says nothing. */
export function meaningfulCharset(label: string | undefined): string | null {
  return label === undefined || MEANINGLESS.has(label.trim().toLowerCase()) ? null : label;
}

/**
 * Decodes by the declared charset where that is known and believable, otherwise as UTF-8 where the bytes mostly are UTF-8
 * (bad ones become U+FFFD), otherwise as what they look like, in the end as windows-1252, which loses nothing. NULs are dropped: SQLite's functions end a text there.
 * Never throws; linear.
 *
 * @param charset as declared, or null when the mail does not say
 */
export function decodeText(bytes: Uint8Array, charset: string | null): string {
  const isShifted = charset !== null && isUtf7(charset) && !bytes.some(isHigh);
  const text = isShifted ? decodeUtf7(bytes) : decodeKnown(bytes, charset);
  return text.includes('\0') ? text.replaceAll('\0', '') : text;
}

function decodeKnown(bytes: Uint8Array, charset: string | null): string {
  const decoder = charset === null ? null : decoderFor(charset);
  const isDoubtful = decoder === null || decoder.encoding === 'utf-8' || isLie(bytes, decoder);
  return isDoubtful ? decodeUndeclared(bytes) : decoder.decode(bytes);
}

const UTF_8 = new TextDecoder('utf-8');
const decoders = new Map<string, TextDecoder>();

/** Null for labels that mean nothing or that we do not know. */
function decoderFor(charset: string): TextDecoder | null {
  if (meaningfulCharset(charset) === null) return null;
  const label = charset.trim().toLowerCase();
  const bare = label.replace(/^(?:x-|cs)/, '').replace(/[\s._-]/g, '');
  for (const candidate of [label, ALIASES[bare], bare]) {
    const decoder = candidate === undefined ? null : whatwgDecoder(candidate);
    if (decoder !== null) return decoder;
  }
  return null;
}

function whatwgDecoder(label: string): TextDecoder | null {
  const known = decoders.get(label);
  if (known !== undefined) return known;
  try {
    const decoder = new TextDecoder(label);
    decoders.set(label, decoder);
    return decoder;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/**
 * Text that is declared as Western and is whole UTF-8 all the same was labelled by a program that never looked; and so was text in
 * seven bits that has eight and never switches.
 */
function isLie(bytes: Uint8Array, { encoding }: TextDecoder): boolean {
  if (encoding === SEVEN_BITS) return !isIso2022(bytes) && bytes.some(isHigh);
  if (!WESTERN.has(encoding)) return false;
  return isIso2022(bytes) || (bytes.some(isHigh) && isUtf8(bytes));
}

function isHigh(byte: number): boolean {
  return byte >= 0x80;
}

function decodeUndeclared(bytes: Uint8Array): string {
  const utf8 = UTF_8.decode(bytes);
  if (utf8.length === bytes.length && isIso2022(bytes)) return new TextDecoder(SEVEN_BITS).decode(bytes);
  if (isUtf8(bytes)) return utf8;
  let bad = 0;
  let good = 0;
  for (const [run] of utf8.matchAll(/\ufffd+|[^\0-\x7f\ufffd]+/g)) {
    if (run.startsWith('\ufffd')) bad += run.length;
    else good += run.length;
  }
  return good >= bad ? utf8 : new TextDecoder(sniffCharset(bytes)).decode(bytes);
}

/** Japanese mail of old says us-ascii, or nothing, and switches charsets by ESC $. */
function isIso2022(bytes: Uint8Array): boolean {
  const at = bytes.indexOf(ESC);
  return at >= 0 && bytes[at + 1] === 0x24;
}
