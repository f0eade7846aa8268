import type { FileHandle } from 'node:fs/promises';

const CHUNK_BYTES = 1024 * 1024;
const FROM = Buffer.from('From ');
const LF = 0x0a;
const CR = 0x0d;
/** Longest From_ line we look at. */
const LINE_BYTES = 300;
/** `From ana@acme.example Mon Jan  5 10:00:00 2026`, `From - Mon Jan ...`, `From MAILER-DAEMON Fri Jul  8 12:08:34 2011`. */
const FROM_LINE = /^From (?:\S+@\S+|.*\b[A-Z][a-z]{2} +\d{1,2} +\d{1,2}:\d{2}\b.*\d{4})/;

/**
 * Positions of the From_ lines of an mbox file, ascending: at its beginning or after an empty line, and shaped like one, so that
 * `From now on ...` in a text that was not quoted starts no mail. Reads the file once, in pieces.
 */
export async function* findFromLines(handle: FileHandle, from: number, end: number): AsyncGenerator<number> {
  // Two line ends before the first position tell whether an empty line comes before it.
  let position = Math.max(0, from - 4);
  let carried: Buffer = Buffer.alloc(0);
  while (position < end) {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(CHUNK_BYTES), 0, CHUNK_BYTES, position);
    if (bytesRead === 0) return;
    const chunk = Buffer.concat([carried, buffer.subarray(0, bytesRead)]);
    const chunkStart = position - carried.length;
    position += bytesRead;
    const isLast = position >= end;
    const limit = isLast ? chunk.length : Math.max(0, chunk.length - LINE_BYTES);
    for (let at = chunk.indexOf(FROM); at >= 0 && at < limit; at = chunk.indexOf(FROM, at + FROM.length)) {
      if (chunkStart + at >= from && isStart(chunk, at, chunkStart)) yield chunkStart + at;
    }
    carried = chunk.subarray(Math.max(0, limit - 4));
    if (!isLast) from = Math.max(from, chunkStart + limit);
  }
}

function isStart(chunk: Buffer, at: number, chunkStart: number): boolean {
  const isFirst = chunkStart + at === 0;
  if (!isFirst && !isAfterEmptyLine(chunk, at)) return false;
  const lineEnd = chunk.indexOf(LF, at);
  const line = chunk.subarray(at, Math.min(lineEnd < 0 ? chunk.length : lineEnd, at + LINE_BYTES));
  return isFirst || FROM_LINE.test(line.toString('latin1'));
}

function isAfterEmptyLine(chunk: Buffer, at: number): boolean {
  if (chunk[at - 1] !== LF) return false;
  const before = chunk[at - 2] === CR ? at - 3 : at - 2;
  return chunk[before] === LF;
}
