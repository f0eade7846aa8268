/** The header of a mail or of one of its parts, as a list of fields. Source: RFC 5322 2.2, RFC 6532. */
import { decodeText } from './charset.ts';

export interface HeaderField {
  /** Lower case. */
  readonly name: string;
  /** Unfolded, from bytes to text, without control characters; encoded words still encoded. */
  readonly value: string;
}
export type Header = readonly HeaderField[];

/** Bytes of a mail or part, divided at its first blank line. */
export interface Entity {
  readonly header: Header;
  readonly body: Uint8Array;
}

const LF = 0x0a;
const CR = 0x0d;
const FIELD = /^([!-9;-~]+)[ \t]*:/;
const NO_BYTES = new Uint8Array();

/**
 * Divides header from body. Lines that are no header fields are passed over, so an mbox `From ` line or a damaged line costs only
 * itself; but bytes that begin with such a line and are a part of a mail have no header at all. Linear; never throws.
 *
 * @param isPart whether the bytes stand between two delimiters of a multipart
 */
export function splitEntity(bytes: Uint8Array, isPart: boolean): Entity {
  const { end, next } = blankLineOf(bytes);
  const lines = latin1(bytes.subarray(0, end)).split('\n').map(withoutCarriageReturns);
  if (isPart && end > 0 && !FIELD.test(lines[0] ?? '')) return { header: [], body: bytes };
  return { header: readFields(lines), body: next === bytes.length ? NO_BYTES : bytes.subarray(next) };
}

/** Where the first blank line begins, and what follows it; the end of the bytes when there is none. */
function blankLineOf(bytes: Uint8Array): { readonly end: number; readonly next: number } {
  let start = 0;
  while (start < bytes.length) {
    const lf = bytes.indexOf(LF, start);
    const next = lf < 0 ? bytes.length : lf + 1;
    let end = lf < 0 ? bytes.length : lf;
    while (end > start && bytes[end - 1] === CR) end -= 1;
    if (end === start) return { end, next };
    start = next;
  }
  return { end: bytes.length, next: bytes.length };
}

function withoutCarriageReturns(line: string): string {
  let end = line.length;
  while (end > 0 && line.charCodeAt(end - 1) === CR) end -= 1;
  return end === line.length ? line : line.slice(0, end);
}

/** First field of that name, as RFC 5322 allows only one of most; null when there is none. */
export function fieldOf(header: Header, name: string): string | null {
  return header.find((field) => field.name === name)?.value ?? null;
}

/** All fields of that name joined, for lists that senders wrongly spread over several fields; null when there is none. */
export function joinedFields(header: Header, name: string, separator: string): string | null {
  const values = header.filter((field) => field.name === name).map((field) => field.value);
  return values.length === 0 ? null : values.join(separator);
}

export function hasField(header: Header, name: string): boolean {
  return header.some((field) => field.name === name);
}

function readFields(lines: readonly string[]): Header {
  const fields: HeaderField[] = [];
  let unfolded = '';
  const finish = (): void => {
    const name = FIELD.exec(unfolded);
    if (name !== null)
      fields.push({ name: name[1]?.toLowerCase() ?? '', value: fieldValue(unfolded.slice(name[0].length)) });
  };
  for (const line of lines) {
    if (line.startsWith(' ') || line.startsWith('\t')) unfolded += line;
    else {
      finish();
      unfolded = line;
    }
  }
  finish();
  return fields;
}

/** What few fields hold: a control character, or a byte above 127. */
const ODD_CHARACTER = /[\0-\x08\x0a-\x1f\x7f-\xff]/;

/** Bytes above 127 have no charset of their own here: UTF-8 (RFC 6532) where they are that, otherwise windows-1252. */
function fieldValue(raw: string): string {
  if (!ODD_CHARACTER.test(raw)) return raw.trim();
  const text = /[\x80-\xff]/.test(raw) ? decodeText(Buffer.from(raw, 'latin1'), null) : raw;
  return text.replace(/[\0-\x08\x0a-\x1f\x7f]+/g, ' ').trim();
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
