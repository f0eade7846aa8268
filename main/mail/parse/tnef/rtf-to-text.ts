/** The words of an RTF text. One pass, linear; never throws. Source: RTF 1.9.1, MS-OXRTFEX for mail that was HTML. */
import { decodeText } from '../charset.ts';

/** Groups whose content is no text of the mail; all that begin with `\*` are skipped as well. */
const SKIPPED = new Set([
  'fonttbl',
  'colortbl',
  'stylesheet',
  'info',
  'pict',
  'object',
  'header',
  'mmathPr',
  'footer',
  'themedata',
  'datastore',
]);
const MARKS: Readonly<Record<string, string>> = {
  ...{ par: '\n', line: '\n', sect: '\n', page: '\n', row: '\n', cell: ' ', tab: '\t' },
  ...{ emdash: '—', endash: '–', lquote: '‘', rquote: '’', ldblquote: '“', rdblquote: '”', bullet: '•' },
};
const CONTROL = /\\([a-zA-Z]{1,32})(-?\d{1,10})? ?/y;
const MAX_DEPTH = 1000;

export function rtfToText(rtf: Uint8Array): string {
  const source = Buffer.from(rtf.buffer, rtf.byteOffset, rtf.byteLength).toString('latin1');
  const out: string[] = [];
  let pending: number[] = [];
  let charset = 'windows-1252';
  /** For each open group: whether it is skipped, and how many characters stand behind `\u` for old programs. */
  const groups: { isSkipped: boolean; fallback: number }[] = [];
  let now = { isSkipped: false, fallback: 1 };
  let toSkip = 0;
  const flush = (): void => {
    if (pending.length > 0) out.push(decodeText(Uint8Array.from(pending), charset));
    pending = [];
  };
  const put = (text: string): void => {
    if (now.isSkipped) return;
    flush();
    out.push(text);
  };
  const byte = (value: number): void => {
    if (toSkip > 0) toSkip -= 1;
    else if (!now.isSkipped) pending.push(value);
  };
  for (let at = 0; at < source.length;) {
    const char = source.charAt(at);
    if (char === '{') {
      if (groups.length < MAX_DEPTH) groups.push(now);
      now = { ...now };
      toSkip = 0;
      at += 1;
    } else if (char === '}') {
      flush();
      now = groups.pop() ?? now;
      toSkip = 0;
      at += 1;
    } else if (char !== '\\') {
      if (char !== '\r' && char !== '\n' && char !== '\0') byte(source.charCodeAt(at));
      at += 1;
    } else if (source[at + 1] === "'") {
      const value = Number.parseInt(source.slice(at + 2, at + 4), 16);
      if (!Number.isNaN(value)) byte(value);
      at += 4;
    } else {
      CONTROL.lastIndex = at;
      const control = CONTROL.exec(source);
      if (control === null) {
        const symbol = source.charAt(at + 1);
        if (symbol === '*') now.isSkipped = true;
        else if (symbol === '~') put(' ');
        else if ('\\{}'.includes(symbol)) byte(symbol.charCodeAt(0));
        at += 2;
        continue;
      }
      at += control[0].length;
      const [, word = '', digits] = control;
      const value = Number(digits ?? 0);
      if (SKIPPED.has(word)) now.isSkipped = true;
      else if (word === 'ansicpg') charset = value === 65001 ? 'utf-8' : `cp${String(value)}`;
      else if (word === 'uc') now.fallback = value;
      else if (word === 'bin') at += Math.max(0, value);
      else if (word === 'u') {
        put(String.fromCharCode(value & 0xffff));
        toSkip = now.fallback;
      } else if (MARKS[word] !== undefined) put(MARKS[word]);
    }
  }
  flush();
  return out
    .join('')
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
