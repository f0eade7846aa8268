/** UTF-7, which Outlook and old servers still write and no browser reads any more. Source: RFC 2152. Linear; never throws. */

import { TextDecoder } from 'node:util';

/** `+`, UTF-16 in base64, and the minus sign that may end it; `+-` is a plus sign. */
const SHIFTED = /\+([A-Za-z0-9+/]*)-?/g;
const LABELS = new Set([
  'utf-7',
  'utf7',
  'unicode-1-1-utf-7',
  'x-unicode-2-0-utf-7',
  'unicode-2-0-utf-7',
  'csunicode11utf7',
]);

export function isUtf7(charset: string): boolean {
  return LABELS.has(charset.trim().toLowerCase());
}

/** What nobody shifted on purpose, as in 1+1, stays. */
export function decodeUtf7(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('latin1');
  return text.replace(SHIFTED, (whole, base64: string) => (whole === '+-' ? '+' : utf16(base64) || whole));
}

const UTF_16 = new TextDecoder('utf-16be');

function utf16(base64: string): string {
  const bytes = Buffer.from(base64, 'base64');
  // What is left over after the last pair of bytes is padding.
  return UTF_16.decode(bytes.subarray(0, bytes.length - (bytes.length % 2)));
}
