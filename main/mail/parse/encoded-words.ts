/** Encoded words, and text between them. Source: RFC 2047 2, 5 and 6.2, RFC 2231 5 (languages). Linear; never throws. */
import { decodeText } from './charset.ts';

/** One `=?charset?B?...?=`; the language after an asterisk is passed over. */
const ENCODED_WORD = /=\?([^?*\s]+)(?:\*[^?\s]*)?\?([bq])\?([^?]*)\?=/gi;
const BLANKS = /^\s+$/;
const UNREADABLE = /\ufffd/g;

/** Words in a row with nothing but blanks between them, in one charset. */
interface Run {
  readonly charset: string;
  readonly words: Uint8Array[];
}

/**
 * The field as text. Blanks between encoded words are folding and go; a character that a program divided between two of them is read whole,
 * against RFC 2047 5 (3) and as Japanese and Chinese mail has it daily.
 *
 * @param field unfolded
 */
export function decodeWords(field: string): string {
  if (!field.includes('=?')) return field;
  let text = '';
  let run: Run = { charset: '', words: [] };
  let next = 0;
  for (const { 0: word, 1: label = '', 2: encoding = '', 3: encoded = '', index } of field.matchAll(ENCODED_WORD)) {
    const between = field.slice(next, index);
    next = index + word.length;
    const charset = label.toLowerCase();
    const bytes = bytesOf(encoding, encoded);
    const isInRow = run.words.length > 0 && (between === '' || BLANKS.test(between));
    if (isInRow && run.charset === charset) {
      run.words.push(bytes);
      continue;
    }
    text += textOf(run) + (isInRow ? '' : between);
    run = { charset, words: [bytes] };
  }
  return text + textOf(run) + field.slice(next);
}

/** Each word alone only where that reads better: a program that ends a word in the middle of a switch of charsets begins the next one anew. */
function textOf(run: Run): string {
  if (run.words.length === 0) return '';
  const joined = decodeText(Buffer.concat(run.words), run.charset);
  if (run.words.length === 1 || !joined.includes('\ufffd')) return joined;
  const apart = run.words.map((bytes) => decodeText(bytes, run.charset)).join('');
  return unreadableCount(apart) < unreadableCount(joined) ? apart : joined;
}

function unreadableCount(text: string): number {
  return text.match(UNREADABLE)?.length ?? 0;
}

function bytesOf(encoding: string, encoded: string): Uint8Array {
  if (encoding.toLowerCase() === 'b') {
    // Padding in the middle comes from programs that encode in pieces; Buffer would stop there.
    return Buffer.concat(encoded.split(/=+/).map((piece) => Buffer.from(piece, 'base64')));
  }
  const latin1 = Buffer.from(encoded.replaceAll('_', ' ')).toString('latin1');
  return Buffer.from(
    latin1.replace(/=\s*([0-9a-f]{2})/gi, (_match, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  );
}
