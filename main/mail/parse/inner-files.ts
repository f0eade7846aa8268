/** Files inside a part: what Outlook packed into winmail.dat, what was uuencoded into a text, what hangs on a mail within the mail. */
import type { Attachment } from '../../../app/domain/mail.ts';
import { safeName } from './file-name.ts';
import type { MimePart } from './mime-part.ts';
import { isTnef } from './tnef/is-tnef.ts';
import { readTnef, type InnerFile, type Tnef } from './tnef/read-tnef.ts';
import { decodeTransfer } from './transfer-encoding.ts';
import { decodeUuencodedPart } from './uuencode.ts';

/** Between the number of a part and that of a file inside it: `2#1` is the first file in part 2. */
const INSIDE = '#';
const TYPES: Readonly<Record<string, string>> = {
  ...{
    pdf: 'application/pdf',
    zip: 'application/zip',
    ics: 'text/calendar',
    eml: 'message/rfc822',
    msg: 'application/vnd.ms-outlook',
  },
  ...{ gif: 'image/gif', jpg: 'image/jpeg', jpeg: 'image/jpeg', png: 'image/png', txt: 'text/plain', csv: 'text/csv' },
  ...{
    htm: 'text/html',
    html: 'text/html',
    rtf: 'text/rtf',
    doc: 'application/msword',
    xls: 'application/vnd.ms-excel',
  },
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
};

/** @param files in their order in the part, which gives them their numbers */
export function listInnerFiles(
  part: MimePart,
  files: readonly Omit<InnerFile, 'bytes'>[],
  sizes: readonly number[],
): readonly Attachment[] {
  return files.map(({ name, mediaType: given, contentId }, index) => {
    const number = `${part.number}${INSIDE}${String(index + 1)}`;
    const extension = /\.(\w{1,5})$/.exec(name)?.[1]?.toLowerCase() ?? '';
    const mediaType = given !== '' ? given : (TYPES[extension] ?? 'application/octet-stream');
    const fileName = safeName(name, mediaType, number);
    return { part: number, fileName, mediaType, sizeBytes: sizes[index] ?? 0, contentId, isInline: false };
  });
}

export function openTnef(part: MimePart, encoded: Uint8Array): Tnef | null {
  return readTnef(decodeTransfer(encoded, part.encoding));
}

/** `2#1` is file 1 in part `2`; null for the number of a part. */
export function innerNumber(number: string): { readonly part: string; readonly index: number } | null {
  const [part = '', index] = number.split(INSIDE);
  return index === undefined ? null : { part, index: Number(index) };
}

/** Bytes of one file inside a part, or null when it is not there. */
export function innerContent(part: MimePart, encoded: Uint8Array, index: number): Uint8Array | null {
  if (isTnef(part)) return openTnef(part, encoded)?.files[index - 1]?.bytes ?? null;
  return decodeUuencodedPart(decodeTransfer(encoded, part.encoding), index);
}
