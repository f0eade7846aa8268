/** Which parts of a mail are its text, and which are attachments. */
import type { Attachment } from '../../../app/domain/mail.ts';
import { decodeText, meaningfulCharset } from './charset.ts';
import { givenFileName, safeFileName } from './file-name.ts';
import { unflow } from './flowed.ts';
import { listInnerFiles } from './inner-files.ts';
import { htmlToText } from './html-to-text.ts';
import { isMessage, isMultipart, partsOf, type MimePart } from './mime-part.ts';
import { decodeTransfer } from './transfer-encoding.ts';
import { takeUuencoded } from './uuencode.ts';

/** More of one text part than this, in bytes as sent, is not read; the text then ends with `CUT_MARK`. */
export const TEXT_LIMIT_BYTES = 4 * 1024 * 1024;
const CUT_MARK = '\n[…]';

/** One stretch of the mail's text, in one form or in both. */
interface Section {
  readonly plain: readonly MimePart[];
  readonly html: readonly MimePart[];
}

export interface MailBody {
  readonly text: string;
  readonly html: string | null;
  readonly attachments: readonly Attachment[];
}

/** The parts that have to be fetched to read the mail's text, by `readBody`. */
export function textPartsOf(root: MimePart): readonly MimePart[] {
  return partsIn(bodySections(root));
}

function partsIn(sections: readonly Section[]): readonly MimePart[] {
  return sections.flatMap((section) => [...section.plain, ...section.html]);
}

/**
 * Puts text, html and the list of attachments together. Mail with only one form of the text gets plain text from the html;
 * html is null where no part of the mail has it.
 *
 * @param bytesOf encoded bytes of one of `textPartsOf`
 */
export function readBody(root: MimePart, bytesOf: (part: MimePart) => Uint8Array): MailBody {
  const uuencoded: Attachment[] = [];
  const readPlain = (part: MimePart): string => {
    const { text, files } = takeUuencoded(readText(part, bytesOf(part)));
    const described = files.map(({ name }) => ({ name, mediaType: '', contentId: null }));
    uuencoded.push(
      ...listInnerFiles(
        part,
        described,
        files.map(({ bytes }) => bytes.length),
      ),
    );
    return withoutBlankEnds(text);
  };
  const parts = bodySections(root);
  const sections = parts.map(({ plain, html }) => ({
    plain: plain.map(readPlain).join('\n\n'),
    html: html.map((part) => readText(part, bytesOf(part))).join('\n'),
  }));
  const text = sections
    .map(({ plain, html }) => (plain === '' ? htmlToText(html) : plain))
    .filter((stretch) => stretch !== '')
    .join('\n\n');
  const hasHtml = sections.some((section) => section.html !== '');
  const html = sections.map((section) => (section.html === '' ? asHtml(section.plain) : section.html)).join('\n');
  return {
    text,
    html: hasHtml ? html : null,
    attachments: [...uuencoded, ...attachmentsOf(root, partsIn(parts), hasHtml ? html : '')],
  };
}

/** Mail that is nothing but another mail shows that mail's text. */
function bodySections(root: MimePart): readonly Section[] {
  const own = sectionsOf(root, root);
  if (own.length > 0) return own;
  const inner = [...partsOf(root)].find((part) => isMessage(part) && part.disposition !== 'attachment')?.children[0];
  return inner === undefined ? [] : bodySections(inner);
}

function sectionsOf(part: MimePart, root: MimePart): readonly Section[] {
  if (isMultipart(part)) {
    const ofChildren = part.children.map((child) => sectionsOf(child, root));
    return part.mediaType === 'multipart/alternative' ? oneOfThem(ofChildren) : ofChildren.flat();
  }
  if (!isBodyText(part, root)) return [];
  return [part.mediaType === 'text/html' ? { plain: [], html: [part] } : { plain: [part], html: [] }];
}

/** RFC 2046 5.1.4: the same content in several forms, the best last. The first plain and the last html one are taken. */
function oneOfThem(alternatives: readonly (readonly Section[])[]): readonly Section[] {
  const plain = alternatives.find((sections) => sections.length > 0 && sections.every(({ html }) => html.length === 0));
  const html = alternatives.findLast((sections) => sections.some((section) => section.html.length > 0));
  if (plain === undefined || html === undefined) return plain ?? html ?? [];
  return [
    {
      plain: plain.flatMap((section) => section.plain),
      html: html.flatMap((section) => (section.html.length > 0 ? section.html : section.plain)),
    },
  ];
}

/** Text with a file name is an attachment, except where it is the whole mail. */
function isBodyText(part: MimePart, root: MimePart): boolean {
  if (part === root)
    return (
      part.mediaType.startsWith('text/') && part.disposition !== 'attachment' && part.mediaType !== 'text/calendar'
    );
  const isText = part.mediaType === 'text/plain' || part.mediaType === 'text/html';
  return isText && part.disposition !== 'attachment' && givenFileName(part) === null;
}

function readText(part: MimePart, encoded: Uint8Array): string {
  const bytes = decodeTransfer(encoded.subarray(0, TEXT_LIMIT_BYTES), part.encoding);
  const declared = meaningfulCharset(part.parameters.get('charset'));
  const charset = declared ?? (part.mediaType === 'text/html' ? metaCharset(bytes) : null);
  const decoded = decodeText(bytes, charset).replace(/\r+\n|\r/g, '\n');
  const isFlowed = part.mediaType === 'text/plain' && part.parameters.get('format')?.toLowerCase() === 'flowed';
  const text = isFlowed ? unflow(decoded, part.parameters.get('delsp')?.toLowerCase() === 'yes') : decoded;
  return encoded.length < TEXT_LIMIT_BYTES ? text : text + CUT_MARK;
}

/** Indentation of the first line stays. */
function withoutBlankEnds(text: string): string {
  return text.trimEnd().replace(/^(?:[^\S\n]*\n)+/, '');
}

function metaCharset(html: Uint8Array): string | null {
  return (
    /<meta[^>]{0,200}charset\s*=\s*["']?([\w.:-]+)/i.exec(
      Buffer.from(html.subarray(0, 2048)).toString('latin1'),
    )?.[1] ?? null
  );
}

/** A plain stretch between html ones, such as the footer of a mailing list. */
function asHtml(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return escaped === '' ? '' : `<pre style="white-space: pre-wrap">${escaped}</pre>`;
}

/**
 * Everything that is not text of the mail. A mail within the mail is one attachment, followed by those that hang on it. Other forms
 * of the text are passed over.
 *
 * @param texts parts that are the mail's text
 */
function attachmentsOf(root: MimePart, texts: readonly MimePart[], html: string): readonly Attachment[] {
  const used = new Set(texts);
  const found: MimePart[] = [];
  const visit = (part: MimePart, isForm: boolean): void => {
    if (isMultipart(part)) {
      for (const child of part.children) visit(child, part.mediaType === 'multipart/alternative');
    } else if (!used.has(part) && !(isForm && /^text\/(?!calendar)/.test(part.mediaType))) {
      found.push(part);
      const inner = part.children[0];
      if (inner === undefined) return;
      for (const text of textPartsOf(inner)) used.add(text);
      visit(inner, false);
    }
  };
  visit(root, false);
  return found.map((part) => ({
    part: part.number,
    fileName: safeFileName(part),
    mediaType: part.mediaType,
    sizeBytes: part.sizeBytes,
    contentId: part.contentId,
    isInline: part.contentId !== null && isNamed(html, part.contentId),
  }));
}

/** Whether the HTML shows the part as a picture; the id may be percent-encoded (RFC 2392 2). */
function isNamed(html: string, contentId: string): boolean {
  return html.includes(`cid:${contentId}`) || html.includes(`cid:${encoded(contentId)}`);
}

function encoded(contentId: string): string {
  return contentId.replaceAll('%', '%25').replaceAll('@', '%40');
}
