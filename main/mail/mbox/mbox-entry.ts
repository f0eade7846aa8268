import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import type { Unnumbered } from '../archive/archive-uid.ts';
import { parseMailDate } from '../parse/mail-date.ts';
import { fieldOf, hasField, splitEntity, type Header } from '../parse/header.ts';

/** One mail of an mbox file: the bytes from its From_ line up to the next one. */
export interface MboxEntry extends Unnumbered {
  readonly start: number;
  readonly end: number;
  readonly isSeen: boolean;
}

/** Enough for any header that says who and when; what comes later is told apart by its length. */
const HEAD_BYTES = 64 * 1024;
/** Fields in which mail programs keep their own marks, or those of the whole file, and which they change in place. */
const MARKS = /^(?:status|x-status|x-keywords|x-uid|x-imap|x-imapbase|x-mozilla-.*|content-length|lines)$/;
/** X-Mozilla-Status bits: read; deleted but not yet compacted away. */
const MOZILLA_READ = 0x0001;
const MOZILLA_EXPUNGED = 0x0008;

/** Where Pine, Alpine and the IMAP server of their makers keep the marks of the whole file: a mail to nobody, before the first one. */
const INTERNAL_SUBJECT = /^DON'T DELETE THIS MESSAGE\b/;

/** Null for a mail that its program has marked as gone, and for what is no mail but notes of the program. */
export async function readEntry(handle: FileHandle, start: number, end: number): Promise<MboxEntry | null> {
  const length = Math.min(HEAD_BYTES, end - start);
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, start);
  const head = buffer.subarray(0, bytesRead);
  const firstLine = head.subarray(0, Math.max(0, head.indexOf(0x0a))).toString('latin1');
  const { header } = splitEntity(head, false);
  if ((mozillaStatus(header) & MOZILLA_EXPUNGED) !== 0 || isInternal(header)) return null;
  const arrivedAt = parseMailDate(firstLine) ?? parseMailDate(fieldOf(header, 'date') ?? '') ?? 0;
  return {
    start,
    end,
    isSeen: isSeen(header),
    arrivedSeconds: Math.max(0, Math.floor(arrivedAt / 1000)),
    identity: identityOf(firstLine, header),
  };
}

function identityOf(firstLine: string, header: Header): string {
  const hash = createHash('sha256').update(firstLine);
  for (const { name, value } of header) if (!MARKS.test(name)) hash.update(`\n${name}:${value}`);
  return hash.digest('hex');
}

/** An archive that keeps no marks at all is one of mail that was read. */
function isSeen(header: Header): boolean {
  const status = fieldOf(header, 'status');
  if (hasField(header, 'x-mozilla-status')) return (mozillaStatus(header) & MOZILLA_READ) !== 0;
  const labels = fieldOf(header, 'x-gmail-labels');
  if (labels !== null) return !/\bUnread\b/i.test(labels);
  return status === null || status.includes('R');
}

function isInternal(header: Header): boolean {
  return hasField(header, 'x-imap') && INTERNAL_SUBJECT.test(fieldOf(header, 'subject') ?? '');
}

function mozillaStatus(header: Header): number {
  return parseInt(fieldOf(header, 'x-mozilla-status') ?? '0', 16) || 0;
}
