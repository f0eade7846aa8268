/** Opens winmail.dat, the container in which Outlook packs mail for itself. Source: MS-OXTNEF. Bounded; never throws. */
import { decodeText } from '../charset.ts';
import { readMapiProperties, type MapiProperties } from './mapi-properties.ts';
import { decompressRtf } from './compressed-rtf.ts';

export interface InnerFile {
  /** As given; empty when there is none. */
  readonly name: string;
  /** Lower case; empty when not given. */
  readonly mediaType: string;
  readonly contentId: string | null;
  readonly bytes: Uint8Array;
}
export interface Tnef {
  readonly files: readonly InnerFile[];
  /** The text of the mail; each form null when it is missing. */
  readonly text: string | null;
  readonly html: string | null;
  readonly rtf: Uint8Array | null;
}

interface OpenFile {
  title: string | null;
  data: Uint8Array | null;
  properties: MapiProperties | null;
}

const SIGNATURE = 0x223e9f78;
const HEADER_BYTES = 6;
/** Level, id, type, length; the data; a checksum. */
const ATTRIBUTE_BYTES = 9;
const CHECKSUM_BYTES = 2;
const MOST_FILES = 500;
const BODY = 0x800c;
const RENDERING_DATA = 0x9002;
const MESSAGE_PROPERTIES = 0x9003;
const FILE_PROPERTIES = 0x9005;
const CODE_PAGE = 0x9007;
const TITLE = 0x8010;
const DATA = 0x800f;

/** Properties of MAPI (MS-OXPROPS), by their ids. */
const PR = {
  body: 0x1000,
  rtf: 0x1009,
  html: 0x1013,
  displayName: 0x3001,
  data: 0x3701,
  shortName: 0x3704,
  longName: 0x3707,
  mediaType: 0x370e,
  contentId: 0x3712,
} as const;
/** An embedded object begins with the id of its interface. */
const INTERFACE_ID_BYTES = 16;

/** Null when the bytes are no such container. What is cut off or damaged is read as far as it goes. */
export function readTnef(bytes: Uint8Array): Tnef | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER_BYTES || view.getUint32(0, true) !== SIGNATURE) return null;
  const files: OpenFile[] = [];
  let codePage = 1252;
  let body: Uint8Array | null = null;
  let properties: MapiProperties | null = null;
  for (let at = HEADER_BYTES; at + ATTRIBUTE_BYTES <= bytes.length;) {
    const id = view.getUint16(at + 1, true);
    const length = view.getUint32(at + 5, true);
    const isKnownLevel = bytes[at] === 1 || bytes[at] === 2;
    if (!isKnownLevel || files.length > MOST_FILES) break;
    const data = bytes.subarray(at + ATTRIBUTE_BYTES, at + ATTRIBUTE_BYTES + length);
    const file = files.at(-1);
    if (id === RENDERING_DATA) files.push({ title: null, data: null, properties: null });
    else if (id === CODE_PAGE && data.length >= 4) codePage = view.getUint32(at + ATTRIBUTE_BYTES, true);
    else if (id === BODY) body = data;
    else if (id === MESSAGE_PROPERTIES) properties = readMapiProperties(data);
    else if (file !== undefined && id === TITLE) file.title = terminated(decodeText(data, charsetOf(codePage)));
    else if (file !== undefined && id === DATA) file.data = data;
    else if (file !== undefined && id === FILE_PROPERTIES) file.properties = readMapiProperties(data);
    at += ATTRIBUTE_BYTES + length + CHECKSUM_BYTES;
  }
  const charset = charsetOf(codePage);
  const plain = textOf(properties, PR.body, charset) ?? (body === null ? null : decodeText(body, charset));
  const html = properties?.get(PR.html);
  const rtf = properties?.get(PR.rtf);
  return {
    files: files.map((file) => toFile(file, charset)),
    text: plain === null || plain.trim() === '' ? null : terminated(plain),
    html: html === undefined ? null : terminated(decodeText(html.bytes, html.isUnicode ? 'utf-16le' : charset)),
    rtf: rtf === undefined ? null : decompressRtf(rtf.bytes),
  };
}

function toFile({ title, data, properties }: OpenFile, charset: string): InnerFile {
  const text = (id: number): string | null => textOf(properties, id, charset);
  const inProperties = properties?.get(PR.data);
  const object =
    inProperties?.isObject === true ? inProperties.bytes.subarray(INTERFACE_ID_BYTES) : inProperties?.bytes;
  const embedded = object === undefined ? null : readTnef(object);
  const name = text(PR.longName) ?? title ?? text(PR.shortName) ?? text(PR.displayName) ?? '';
  return {
    name: embedded === null || name === '' || /\.\w{1,8}$/.test(name) ? name : `${name}.msg`,
    mediaType: (text(PR.mediaType) ?? (embedded === null ? '' : 'application/vnd.ms-tnef')).toLowerCase(),
    contentId: text(PR.contentId)?.replace(/^<|>$/g, '') ?? null,
    bytes: embedded === null && data !== null && data.length > 0 ? data : (object ?? data ?? new Uint8Array()),
  };
}

function textOf(properties: MapiProperties | null, id: number, charset: string): string | null {
  const value = properties?.get(id);
  if (value === undefined) return null;
  const text = terminated(decodeText(value.bytes, value.isUnicode ? 'utf-16le' : charset));
  return text === '' ? null : text;
}

/** Texts end with a NUL, which decoding has already dropped with all others. */
function terminated(text: string): string {
  return text.replace(/\r\n?/g, '\n').trimEnd();
}

function charsetOf(codePage: number): string {
  return codePage === 65001
    ? 'utf-8'
    : codePage === 20127
      ? 'us-ascii'
      : (CHARSETS[codePage] ?? `windows-${String(codePage)}`);
}

/** Code pages that are not called `windows-` and their number. */
const CHARSETS: Readonly<Record<number, string>> = {
  932: 'shift_jis',
  936: 'gbk',
  949: 'euc-kr',
  950: 'big5',
  20866: 'koi8-r',
  28591: 'iso-8859-1',
  28592: 'iso-8859-2',
  28605: 'iso-8859-15',
  50220: 'iso-2022-jp',
  51932: 'euc-jp',
};
