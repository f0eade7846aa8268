/** Text into the bytes of a mail charset. Source: RFC 1468 (ISO-2022-JP), RFC 3629 (UTF-8). */

export type MailCharset = 'utf-8' | 'iso-8859-1' | 'iso-2022-jp';

export interface EncodedText {
  readonly bytes: Uint8Array;
  /** What the bytes are in, for the charset parameter. */
  readonly charset: MailCharset | 'us-ascii';
}

/** Encodes in the wanted charset, in us-ascii where that is enough, and in UTF-8 where the wanted one lacks a character, as clients do. */
export function encodeText(text: string, wanted: MailCharset): EncodedText {
  if (isAscii(text)) return { bytes: Buffer.from(text, 'latin1'), charset: 'us-ascii' };
  const bytes = wanted === 'iso-8859-1' ? latin1(text) : wanted === 'iso-2022-jp' ? iso2022jp(text) : null;
  return bytes === null ? { bytes: Buffer.from(text, 'utf8'), charset: 'utf-8' } : { bytes, charset: wanted };
}

/** Whether the text is in the 7-bit range, controls included. */
export function isAscii(text: string): boolean {
  return Array.from(text).every((character) => (character.codePointAt(0) ?? 0) < 0x80);
}

function latin1(text: string): Uint8Array | null {
  const fits = Array.from(text).every((character) => (character.codePointAt(0) ?? 0) <= 0xff);
  return fits ? Buffer.from(text, 'latin1') : null;
}

const TO_ASCII = [0x1b, 0x28, 0x42];
const TO_JIS_X_0208 = [0x1b, 0x24, 0x42];

/** Null when a character is not in JIS X 0208. Every line starts and ends in ASCII (RFC 1468). */
function iso2022jp(text: string): Uint8Array | null {
  const bytes: number[] = [];
  let isWide = false;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const pair = code < 0x80 ? null : jisPairs().get(character);
    if (pair === undefined) return null;
    if (isWide !== (pair !== null)) bytes.push(...(pair === null ? TO_ASCII : TO_JIS_X_0208));
    isWide = pair !== null;
    bytes.push(...(pair ?? [code]));
  }
  if (isWide) bytes.push(...TO_ASCII);
  return Uint8Array.from(bytes);
}

let pairs: ReadonlyMap<string, readonly [number, number]> | null = null;

/** JIS X 0208 read back from the platform's EUC-JP decoder, whose bytes are the same with the high bit set. */
function jisPairs(): ReadonlyMap<string, readonly [number, number]> {
  pairs ??= new Map(
    range(0x21, 0x7e).flatMap((row) =>
      range(0x21, 0x7e).map((cell) => [decodeEucPair(row, cell), [row, cell] as const] as const),
    ),
  );
  return pairs;
}

function decodeEucPair(row: number, cell: number): string {
  return new TextDecoder('euc-jp').decode(Uint8Array.from([row | 0x80, cell | 0x80]));
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
