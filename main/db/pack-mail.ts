import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { MailContent, PackedMail } from '../../app/domain/mail.ts';
import type { FetchedContent } from '../../app/ports.ts';
import { oneLine, ownWords } from '../../app/rules/quoted-history.ts';
import { searchableWords } from './search-text.ts';

/** Characters of the text that are kept beside the body, for lists. */
const SNIPPET_CHARS = 200;
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

export function unpackText(textDeflated: Uint8Array): string {
  return inflateRawSync(textDeflated).toString();
}

/** The text's first part on one line, enough to rank deals by the words in it. */
export function textHead(textDeflated: Uint8Array): string {
  return oneLine(unpackText(textDeflated).slice(0, HEAD_READ_CHARS)).slice(0, TEXT_HEAD_CHARS);
}

/** @param isOnText whether the text is the dictionary; profiles of older versions hold HTML that stands alone */
export function unpackHtml(htmlDeflated: Uint8Array, textDeflated: Uint8Array, isOnText: boolean): string {
  return inflateRawSync(htmlDeflated, isOnText ? withDictionary(inflateRawSync(textDeflated)) : {}).toString();
}

/** zlib takes no empty dictionary. */
function withDictionary(text: Buffer): { readonly dictionary?: Buffer } {
  return text.length === 0 ? {} : { dictionary: text.subarray(-WINDOW_BYTES) };
}
