import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { MailContent, PackedMail } from '../../app/domain/mail.ts';
import type { FetchedContent } from '../../app/ports.ts';
import { oneLine, ownWords } from '../../app/rules/quoted-history.ts';
import { searchableWords } from './search-text.ts';

/** Characters of the text that are kept beside the body, for lists. */
const SNIPPET_CHARS = 140;
/** Characters of the text that deals are ranked by; a few more are read, because runs of blanks shrink. */
const TEXT_HEAD_CHARS = 2_000;
const HEAD_READ_CHARS = TEXT_HEAD_CHARS * 2;
/** As far back as DEFLATE can point (RFC 1951 2). */
const WINDOW_BYTES = 32 * 1024;

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
      snippet: ownWords(text.slice(0, HEAD_READ_CHARS)).slice(0, SNIPPET_CHARS),
      textDeflated: deflateRawSync(textBytes),
      htmlDeflated: html === null ? null : deflateRawSync(html, withDictionary(textBytes)),
      searchable: searchableWords({
        subject: rest.subject,
        participants: rest.participants,
        fileNames: rest.attachments.map(({ fileName }) => fileName),
        text,
      }),
    },
  };
}

export function packText(text: string): Uint8Array {
  return deflateRawSync(text);
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

/** zlib takes no empty dictionary. */
function withDictionary(text: Buffer): { readonly dictionary?: Buffer } {
  return text.length === 0 ? {} : { dictionary: text.subarray(-WINDOW_BYTES) };
}
