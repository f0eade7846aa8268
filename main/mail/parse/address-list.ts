/** Address fields, read with patience. Source: RFC 5322 3.4 and 4.4, RFC 2047 5. Linear; never throws. */
import { decodeWords } from './encoded-words.ts';

export interface WrittenAddress {
  /** What stands where the address should be; empty when there is only a name. */
  readonly rawAddress: string;
  /** Decoded; empty when there is none. */
  readonly displayName: string;
}

/** Everything between commas. Groups are given as their members; an empty group is nobody. */
export function parseAddressList(field: string): readonly WrittenAddress[] {
  return splitList(field)
    .map(parseMailbox)
    .filter(({ rawAddress, displayName }) => rawAddress !== '' || displayName !== '');
}

/** More than any address that can be delivered to. */
const LONGEST_ADDRESS = 1000;
/** `'ana@acme.example'` and `[ana@acme.example]`, as address books and people write it. */
const WRAPPED = /^(?:'([^']+@[^']+)'|\[([^[\]@]+@[^[\]]+)\])$/;
const ENCODED_WORD = /=\?[^?\s]+\?[bq]\?[^?\s]*\?=/iy;

/** Splits at commas and semicolons outside quotes, comments and angle brackets; a colon there ends the name of a group. */
function splitList(field: string): readonly string[] {
  const items: string[] = [];
  let start = 0;
  let isQuoted = false;
  let isAngle = false;
  let depth = 0;
  for (let at = 0; at < field.length; at += 1) {
    const begin = at;
    const unit = unitAt(field, at, isQuoted || depth > 0);
    at += unit.length - 1;
    const isPlain = !isQuoted && depth === 0;
    if (unit === '"' && depth === 0) isQuoted = !isQuoted;
    else if (unit === '(' && !isQuoted) depth += 1;
    else if (unit === ')' && depth > 0) depth -= 1;
    else if (isPlain && (unit === '<' || unit === '>')) isAngle = unit === '<';
    else if (isPlain && !isAngle && (unit === ',' || unit === ';' || unit === ':')) {
      if (unit !== ':') items.push(field.slice(start, begin));
      start = at + 1;
    }
  }
  const item = field.slice(start);
  // A quote or bracket that is never closed swallows no one who comes after it.
  const isOpen = isQuoted || isAngle || depth > 0;
  return isOpen ? [...items, ...item.split(/[,;]/)] : [...items, item];
}

/** An escaped character, an encoded word, or one character: punctuation inside the first two means nothing. */
function unitAt(field: string, at: number, hasEscapes: boolean): string {
  if (hasEscapes && field[at] === '\\') return field.slice(at, at + 2);
  if (field[at] !== '=') return field.charAt(at);
  ENCODED_WORD.lastIndex = at;
  return ENCODED_WORD.exec(field)?.[0] ?? '=';
}

/** `Name <address>`, `address (name)`, `"name" address`, `address`, or only a name. */
function parseMailbox(item: string): WrittenAddress {
  const open = item.lastIndexOf('<');
  if (open >= 0) {
    const close = item.indexOf('>', open);
    const rawAddress = item.slice(open + 1, close < 0 ? item.length : close).trim();
    return { rawAddress, displayName: nameOf(item.slice(0, open)) };
  }
  const { text, comment } = splitComments(item);
  const words = text.trim();
  const bare = /(?:^|\s)([^\s"]+@[^\s"]+)$/.exec(words.slice(-LONGEST_ADDRESS))?.[1];
  const written = bare ?? (words.includes('@') && !words.includes('=?') ? words : '');
  const name = words.slice(0, words.length - written.length);
  const rawAddress = written.replace(
    WRAPPED,
    (_whole, quoted?: string, bracketed?: string) => quoted ?? bracketed ?? '',
  );
  return { rawAddress, displayName: nameOf(name.trim() === '' ? comment : name) };
}

/** Without quotes and comments; what is only a comment is the name. */
function nameOf(phrase: string): string {
  const { text, comment } = splitComments(phrase);
  const words = (text.trim() === '' ? comment : text).trim().replace(/\\(.)/gs, '$1');
  const name = decodeWords(words.replace(/"/g, ''));
  return name
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069<>]/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/^'(.*)'$/, '$1')
    .trim();
}

/** Comments may nest; a parenthesis inside a quoted string is none. */
function splitComments(phrase: string): { readonly text: string; readonly comment: string } {
  if (!phrase.includes('(')) return { text: phrase, comment: '' };
  let text = '';
  let comment = '';
  let depth = 0;
  let isQuoted = false;
  for (let at = 0; at < phrase.length; at += 1) {
    const unit = unitAt(phrase, at, isQuoted || depth > 0);
    at += unit.length - 1;
    if (unit === '"' && depth === 0) isQuoted = !isQuoted;
    const closes = !isQuoted && unit === ')' && depth > 0;
    if (!isQuoted && unit === '(') depth += 1;
    else if (closes) depth -= 1;
    else if (depth > 0) comment += unit;
    if (depth === 0 && !closes) text += unit;
  }
  return { text, comment };
}
