/** Texts as the header of a mail holds them. */

/** Longest piece of UTF-8 that fits an encoded word of 75 characters (RFC 2047 2). */
const WORD_BYTES = 45;
/** Halves of characters, which no encoding has. */
const LONE_SURROGATES = /\p{Surrogate}/gu;

/** ASCII as it is, anything else as encoded words, each on a line of its own (RFC 2047 4.1). Line ends become blanks. */
export function headerText(raw: string): string {
  const text = raw.replace(/[\r\n\0]+/g, ' ').trim();
  const isPlain = /^[\x20-\x7e]*$/.test(text) && !text.includes('=?') && text.length < 900;
  if (isPlain) return text;
  const words: string[] = [];
  let piece = '';
  for (const character of text) {
    if (Buffer.byteLength(piece + character) > WORD_BYTES) {
      words.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...words, piece].map((word) => `=?utf-8?B?${Buffer.from(word).toString('base64')}?=`).join('\r\n ');
}

/** A name and an address as one entry of an address list (RFC 5322 3.4); null when the address could break the field. */
export function headerAddress(name: string, address: string): string | null {
  const spec = address.trim().replace(/^<(.*)>$/, '$1');
  if (!/^[^\s<>@,;:()"\\]+@[^\s<>@,;()"\\]+$/u.test(spec)) return null;
  const shown = headerText(name);
  if (shown === '') return `<${spec}>`;
  return shown.startsWith('=?') ? `${shown} <${spec}>` : `"${shown.replace(/["\\]/g, '\\$&')}" <${spec}>`;
}

/** A parameter, extended where it is not plain ASCII (RFC 2231 4). */
export function headerParameter(name: string, raw: string): string {
  const value = raw.replace(/[\r\n\0]+/g, ' ');
  if (/^[\x20-\x7e]*$/.test(value) && value.length < 60) return `${name}="${value.replace(/["\\]/g, '\\$&')}"`;
  const encoded = encodeURIComponent(value.replace(LONE_SURROGATES, '\ufffd')).replace(/['()*!~]/g, escaped);
  return `${name}*=utf-8''${encoded}`;
}

function escaped(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
