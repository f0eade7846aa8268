import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { MailContent, PackedMail } from '../../app/domain/mail.ts';
import type { FetchedContent } from '../../app/ports.ts';
import { oneLine, ownWords } from '../../app/rules/quoted-history.ts';
import { searchableWords } from './search-text.ts';

/** Characters of the text that are kept beside the body, for lists. */
const SNIPPET_CHARS = 140;
/** A word that would leave out more is cut in its middle, as is text without blanks. */
const LONGEST_WORD_LEFT_OUT = 40;
/** Characters of the text that deals are ranked by; a few more are read, because runs of blanks shrink. */
const TEXT_HEAD_CHARS = 2_000;
const HEAD_READ_CHARS = TEXT_HEAD_CHARS * 2;
/** As far back as DEFLATE can point (RFC 1951 2). */
const WINDOW_BYTES = 32 * 1024;
const NO_BYTES = Buffer.alloc(0);

/**
 * Makes a mail ready for storing: everything that takes time and needs no database, so that it can be done elsewhere. The HTML is
 * deflated with the text as its dictionary, since it mostly says the same.
 */
export function packMail(content: FetchedContent): PackedMail {
  if ('packed' in content) return content;
  const { text, html, ...rest } = content satisfies MailContent;
  const textBytes = Buffer.from(text);
  return {
    ...rest,
    packed: {
      snippet: firstWords(ownWords(text.slice(0, HEAD_READ_CHARS))),
      textDeflated: deflated(textBytes),
      htmlDeflated: html === null ? null : deflated(Buffer.from(html), textBytes),
      searchable: searchableWords({
        subject: rest.subject,
        participants: rest.participants,
        fileNames: rest.attachments.map(({ fileName }) => fileName),
        text,
      }),
    },
  };
}

/** The beginning of a line for lists; what is cut ends between words where there are blanks, and says so. */
function firstWords(line: string): string {
  if (line.length <= SNIPPET_CHARS) return line;
  const room = SNIPPET_CHARS - 1;
  const blankAt = line.lastIndexOf(' ', room);
  const whole = HALF_CHARACTER.test(line.charAt(room - 1)) ? room - 1 : room;
  return `${line.slice(0, blankAt > room - LONGEST_WORD_LEFT_OUT ? blankAt : whole)}…`;
}

export function packText(text: string): Uint8Array {
  return deflated(Buffer.from(text));
}

export function unpackText(textDeflated: Uint8Array): string {
  return inflateRawSync(textDeflated).toString();
}

/** The text's first part on one line, enough to rank deals by the words in it. */
export function textHead(textDeflated: Uint8Array): string {
  return headOf(unpackText(textDeflated));
}

function headOf(text: string): string {
  return oneLine(text.slice(0, HEAD_READ_CHARS)).slice(0, TEXT_HEAD_CHARS);
}

/** Characters by which a beginning grows until it says what the whole text says. */
const BEGINNING_STEP = 250;
const HALF_CHARACTER = /[\ud800-\udbff]/;

/** As much of a text as has the same head, so that every rule reads the same of either; its lines stay lines. */
export function beginningOf(text: string): string {
  const head = headOf(text);
  let length = TEXT_HEAD_CHARS;
  while (length < HEAD_READ_CHARS && headOf(text.slice(0, length)) !== head) length += BEGINNING_STEP;
  // Half a character would not come back from the store as it went in.
  return text.slice(0, HALF_CHARACTER.test(text.charAt(length - 1)) ? length + 1 : length);
}

/** @param isOnText whether the text is the dictionary; profiles of older versions hold HTML that stands alone */
export function unpackHtml(htmlDeflated: Uint8Array, textDeflated: Uint8Array, isOnText: boolean): string {
  return inflateRawSync(htmlDeflated, isOnText ? withDictionary(inflateRawSync(textDeflated)) : {}).toString();
}

/** Where zlib's own numbers begin, and what it cannot point over (MIN_LOOKAHEAD of zlib). */
const [LEAST_WINDOW_BITS, MOST_WINDOW_BITS, UNREACHED_BYTES] = [9, 15, 262];
/** A mail of a page or two is one block in tables of that size; longer ones have zlib's own. */
const [SHORT_BYTES, SHORT_MEM_LEVEL] = [8 * 1024, 6];
const LEAST_CHUNK_BYTES = 64;
/** Two thirds of the time of zlib's own level, 6, for 0.8 % more bytes. */
const LEVEL = 3;

/** In tables as large as the text can use: left to itself zlib takes, and clears, a quarter of a megabyte for every mail. */
function deflated(bytes: Buffer, dictionary: Buffer = NO_BYTES): Buffer {
  const reach = bytes.length + dictionary.length + UNREACHED_BYTES;
  return deflateRawSync(bytes, {
    level: LEVEL,
    windowBits: Math.min(MOST_WINDOW_BITS, Math.max(LEAST_WINDOW_BITS, Math.ceil(Math.log2(reach)))),
    ...(reach > SHORT_BYTES ? {} : { memLevel: SHORT_MEM_LEVEL, chunkSize: Math.max(LEAST_CHUNK_BYTES, bytes.length) }),
    ...withDictionary(dictionary),
  });
}

/** zlib takes no empty dictionary. */
function withDictionary(text: Buffer): { readonly dictionary?: Buffer } {
  return text.length === 0 ? {} : { dictionary: text.subarray(-WINDOW_BYTES) };
}
