/** Header fields of a mail: folding, encoded words, address lists, parameters. Source: RFC 5322 2.2.3, RFC 2047, RFC 2231. */
import { encodeText, isAscii, type EncodedText, type MailCharset } from './charset.ts';

export interface MailAddress {
  /** Display name; empty or left out for a bare address. */
  readonly name?: string | undefined;
  readonly address: string;
}

/** Octets a line should not pass (RFC 5322 2.1.1). */
const LINE_LENGTH = 78;
/** Octets of content in one encoded word: 75 less `=?iso-2022-jp?B?` and `?=` (RFC 2047 2), in whole base64 groups of 3. */
const WORD_BYTES = 42;

/** `Name: value` folded at its spaces. The value is already encoded. */
export function foldField(name: string, value: string): string {
  const lines: string[] = [];
  let line = `${name}:`;
  for (const word of value.split(' ')) {
    if (line.length + 1 + word.length > LINE_LENGTH && line.trim() !== '' && line !== `${name}:`) {
      lines.push(line);
      line = '';
    }
    line += ` ${word}`;
  }
  return [...lines, line].join('\r\n');
}

/** Text of a Subject or a display name: as it is in ASCII, otherwise encoded words that each stand alone. */
export function encodeUnstructured(text: string, charset: MailCharset): string {
  if (isAscii(text)) return text;
  const chosen = encodeText(text, charset).charset === charset ? charset : 'utf-8';
  return chunkByBytes(text, chosen)
    .map((chunk) => encodedWord(encodeText(chunk, chosen), chosen))
    .join(' ');
}

/** Addresses of one field; display names quoted or encoded where they need it. */
export function formatAddresses(addresses: readonly MailAddress[], charset: MailCharset): string {
  return addresses.map((one) => formatAddress(one, charset)).join(', ');
}

function formatAddress({ name, address }: MailAddress, charset: MailCharset): string {
  if (name === undefined || name === '') return address;
  if (!isAscii(name)) return `${encodeUnstructured(name, charset)} <${address}>`;
  const isPlain = /^[A-Za-z0-9 !#$%&'*+/=?^_`{|}~-]+$/.test(name);
  return `${isPlain ? name : `"${name.replace(/(["\\])/g, '\\$1')}"`} <${address}>`;
}

/** One MIME parameter, `; name=value` ready for the field; long or non-ASCII values as RFC 2231 continuations. */
export function formatParameter(name: string, value: string): string {
  if (isAscii(value) && value.length <= 60) return `; ${name}="${value.replace(/(["\\])/g, '\\$1')}"`;
  const encoded = encodeURIComponent(value).replace(/['()*]/g, percentEncode);
  const pieces = (`utf-8''${encoded}`.match(/(?:%[0-9A-F]{2}|[^%]){1,50}/g) ?? []).map(String);
  if (pieces.length === 1) return `; ${name}*=${pieces[0] ?? ''}`;
  return pieces.map((piece, index) => `; ${name}*${index}*=${piece}`).join('');
}

function percentEncode(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** Q where most of the word stays readable, B elsewhere. */
function encodedWord({ bytes }: EncodedText, charset: string): string {
  const wide = bytes.filter((byte) => byte >= 0x80 || byte === 0x1b).length;
  if (charset === 'iso-2022-jp' || wide * 4 > bytes.length)
    return `=?${charset}?B?${Buffer.from(bytes).toString('base64')}?=`;
  const q = [...bytes].map((byte) => (byte === 0x20 ? '_' : isWordByte(byte) ? String.fromCharCode(byte) : hex(byte)));
  return `=?${charset}?Q?${q.join('')}?=`;
}

function isWordByte(byte: number): boolean {
  return /[A-Za-z0-9!*+/-]/.test(String.fromCharCode(byte)) && byte < 0x80;
}

function hex(byte: number): string {
  return `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}

/** Cuts between characters so that every piece fits one encoded word; Q may triple a byte, so pieces are short. */
function chunkByBytes(text: string, charset: MailCharset): readonly string[] {
  const chunks: string[] = [];
  let chunk = '';
  for (const character of text) {
    const grown = encodeText(chunk + character, charset).bytes;
    const cost = grown.reduce((sum, byte) => sum + (byte >= 0x80 ? 2 : 1), 0);
    if (chunk !== '' && cost > WORD_BYTES) {
      chunks.push(chunk);
      chunk = '';
    }
    chunk += character;
  }
  return [...chunks, chunk];
}
