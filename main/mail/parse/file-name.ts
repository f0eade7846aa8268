import { decodeWords } from './encoded-words.ts';
import type { MimePart } from './mime-part.ts';

const MAX_LENGTH = 180;
/** The end of a longer name is enough: it has the extension. */
const LONGEST_GIVEN = 1000;
/** Names that stand for devices on Windows, with any ending: such a file cannot be made there, or is not a file. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*(?:\.|$)/i;
/** Enough to open what has no name of its own. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'image/gif': 'gif',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'message/rfc822': 'eml',
  'text/calendar': 'ics',
  'text/csv': 'csv',
  'text/html': 'html',
  'text/plain': 'txt',
};

/** The name as the sender gave it, or null. The disposition's name counts before the type's (RFC 2183 2.3). */
export function givenFileName(part: MimePart): string | null {
  return part.dispositionParameters.get('filename') ?? part.parameters.get('name') ?? null;
}

/**
 * A name under which the part can be saved anywhere: no folders, no characters or names that Windows refuses, no controls or marks
 * that turn the reading direction (`invoice<RLO>fdp.exe`), never empty.
 */
export function safeFileName(part: MimePart): string {
  const given = givenFileName(part) ?? (part.innerSubject === null ? '' : `${decodeWords(part.innerSubject)}.eml`);
  return safeName(given, part.mediaType, part.number);
}

/** The same for a file that is no part of its own. */
export function safeName(given: string, mediaType: string, number: string): string {
  const name = (given.slice(-LONGEST_GIVEN).split(/[/\\]/).at(-1) ?? '')
    .replace(/[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  if (name === '') return `attachment-${number.replace('#', '-')}.${EXTENSIONS[mediaType] ?? 'bin'}`;
  return shortened(DEVICE.test(name) ? `_${name}` : name);
}

/** Cuts the middle out, so that the extension stays. */
function shortened(name: string): string {
  if (name.length <= MAX_LENGTH) return name;
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 && name.length - dot <= 12 ? name.slice(dot) : '';
  const start = name.slice(0, MAX_LENGTH - extension.length).replace(/\p{Cs}$/u, '');
  return (extension === '' ? start.replace(/[.\s]+$/, '') : start) + extension;
}
