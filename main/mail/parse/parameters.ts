/** Content-Type and Content-Disposition: a value with parameters. Source: RFC 2045 5.1, RFC 2183, RFC 2231. */
import { knowingRecent } from '../../../app/domain/recent.ts';
import { decodeText } from './charset.ts';
import { decodeWords } from './encoded-words.ts';

export interface ParameterizedValue {
  /** Lower case; empty when the field holds nothing. */
  readonly value: string;
  /** Names in lower case, values decoded. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** Takes what senders write: missing quotes, comments, blanks, repeated names (the first counts). Linear; never throws. */
export function parseParameterized(field: string): ParameterizedValue {
  // A boundary is never met again.
  return /boundary/i.test(field) ? parse(field) : parseLately(field);
}

function parse(field: string): ParameterizedValue {
  const [first = '', ...rest] = splitOutsideQuotes(field);
  const raw = new Map<string, string>();
  for (const piece of rest) {
    const equals = piece.indexOf('=');
    if (equals < 0) continue;
    const name = piece.slice(0, equals).trim().toLowerCase();
    if (name !== '' && !raw.has(name)) raw.set(name, unquoted(piece.slice(equals + 1).trim()));
  }
  return { value: first.trim().toLowerCase(), parameters: decodeParameters(raw) };
}

const parseLately = knowingRecent(parse);

/**
 * Joins continued parameters (`name*0`, `name*1*`) and decodes charsets and encoded words. Where a sender gives a name both
 * ways, the RFC 2231 one wins.
 *
 * @param raw names in lower case as they stand in the field
 */
function decodeParameters(raw: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  for (const [name, value] of raw) {
    if (!name.includes('*')) parameters.set(name, value.includes('=?') ? decodeWords(value) : value);
  }
  const extended = new Set(
    [...raw.keys()].filter((name) => name.includes('*')).map((name) => name.replace(/\*.*$/, '')),
  );
  for (const name of extended) {
    const value = extendedValue(raw, name);
    if (value !== null) parameters.set(name, value);
  }
  return parameters;
}

function extendedValue(raw: ReadonlyMap<string, string>, name: string): string | null {
  const whole = raw.get(`${name}*`);
  const pieces: { readonly text: string; readonly isEncoded: boolean }[] = [];
  if (whole !== undefined) pieces.push({ text: whole, isEncoded: true });
  for (let index = 0; whole === undefined; index += 1) {
    const encoded = raw.get(`${name}*${index}*`);
    const text = encoded ?? raw.get(`${name}*${index}`);
    if (text === undefined) break;
    pieces.push({ text, isEncoded: encoded !== undefined });
  }
  const [first] = pieces;
  if (first === undefined) return null;
  const tag = first.isEncoded ? /^([^']*)'[^']*'/.exec(first.text) : null;
  const bytes = pieces.map(({ text, isEncoded }, index) => {
    const untagged = index === 0 && tag !== null ? text.slice(tag[0].length) : text;
    return isEncoded ? percentDecoded(untagged) : Buffer.from(untagged);
  });
  return decodeText(Buffer.concat(bytes), tag?.[1] === undefined || tag[1] === '' ? 'utf-8' : tag[1]);
}

function percentDecoded(text: string): Buffer {
  const latin1 = text.replace(/%([0-9a-f]{2})/gi, (_match, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(latin1, /[^\0-\xff]/.test(latin1) ? 'utf8' : 'latin1');
}

const DIVIDING = /["\\();]/g;
/** A file's name without quotes: `filename=Quote (new).pdf` has no comment, whatever RFC 2045 says. */
const BARE_FILE_NAME = /^\s*(?:file)?name\s*=\s*[^\s"]/i;

/** Pieces between semicolons; comments in parentheses are left out, quoted strings are kept whole. */
function splitOutsideQuotes(field: string): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  let depth = 0;
  let isQuoted = false;
  let next = 0;
  for (const { 0: char, index: at } of field.matchAll(DIVIDING)) {
    // What an escape stands before is text.
    if (at < next) continue;
    if (depth === 0) piece += field.slice(next, at);
    const isEscape = char === '\\' && (isQuoted || depth > 0);
    next = at + (isEscape ? 2 : 1);
    if (char === '"' && depth === 0) isQuoted = !isQuoted;
    const isText = isQuoted || (depth === 0 && BARE_FILE_NAME.test(piece));
    if (!isText && char === '(') depth += 1;
    else if (!isQuoted && depth > 0 && char === ')') depth -= 1;
    else if (!isQuoted && depth === 0 && char === ';') {
      pieces.push(piece);
      piece = '';
    } else if (depth === 0) piece += field.slice(at, next);
  }
  if (depth === 0) piece += field.slice(next);
  pieces.push(piece);
  return pieces;
}

/** Inside quotes a backslash escapes only quotes and itself: Windows senders write paths there. */
function unquoted(value: string): string {
  if (!value.startsWith('"')) return value;
  const close = value.length > 1 && value.endsWith('"') ? -1 : undefined;
  return value.slice(1, close).replace(/\\(["\\])/g, '$1');
}
