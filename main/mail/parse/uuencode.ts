/** Files that old programs wrote into the text of a mail. Source: POSIX uuencode. Linear; never throws. */

export interface UuencodedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const BEGIN = /^begin(?:-base64)? [0-7]{3,4} +(\S.*)$/;
const MOST_FILES = 100;

/** The text without such files, and the files in their order. A file without its `end` is text, so a sentence that begins so stays. */
export function takeUuencoded(text: string): { readonly text: string; readonly files: readonly UuencodedFile[] } {
  if (!text.includes('\nend') || !/(?:^|\n)begin/.test(text)) return { text, files: [] };
  const lines = text.split('\n');
  const kept: string[] = [];
  const files: UuencodedFile[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const name = BEGIN.exec(line.trimEnd())?.[1];
    const end = name === undefined || files.length >= MOST_FILES ? -1 : endOf(lines, at + 1);
    if (name === undefined || end < 0) kept.push(line);
    else {
      files.push({ name, bytes: decodeUuencoded(lines.slice(at + 1, end)) });
      at = end;
    }
  }
  return files.length === 0 ? { text, files } : { text: kept.join('\n').trim(), files };
}

/** The bytes of one file in a decoded text part, counted from 1; null when there are fewer. */
export function decodeUuencodedPart(bytes: Uint8Array, index: number): Uint8Array | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return takeUuencoded(text.replace(/\r+\n|\r/g, '\n')).files[index - 1]?.bytes ?? null;
}

/** The line `end` of a file; -1 when a line comes before it that can be none of its data. */
function endOf(lines: readonly string[], from: number): number {
  for (let at = from; at < lines.length; at += 1) {
    const line = (lines[at] ?? '').trimEnd();
    if (line === 'end') return at;
    if (!isData(line)) return -1;
  }
  return -1;
}

/** The first character is the length: three bytes in four characters, sometimes with a check character behind them. */
function isData(line: string): boolean {
  if (line === '' || line === '`') return true;
  const length = lengthOf(line);
  const least = 1 + Math.ceil((length * 4) / 3);
  return /^[\x20-\x60]+$/.test(line) && line.length <= 1 + Math.ceil(length / 3) * 4 + 2 && line.length + 4 >= least;
}

/** Lines between `begin` and `end`. */
function decodeUuencoded(lines: readonly string[]): Uint8Array {
  return Buffer.concat(lines.map(decodeLine));
}

function decodeLine(written: string): Uint8Array {
  const line = written.replace(/\r$/, '');
  const length = line === '' ? 0 : lengthOf(line);
  const bytes = new Uint8Array(length);
  const six = (at: number): number => ((line.charCodeAt(at) || 0x20) - 0x20) & 0x3f;
  for (let index = 0, at = 1; index < length; index += 3, at += 4) {
    const value = (six(at) << 18) | (six(at + 1) << 12) | (six(at + 2) << 6) | six(at + 3);
    bytes[index] = value >> 16;
    if (index + 1 < length) bytes[index + 1] = (value >> 8) & 0xff;
    if (index + 2 < length) bytes[index + 2] = value & 0xff;
  }
  return bytes;
}

function lengthOf(line: string): number {
  return (line.charCodeAt(0) - 0x20) & 0x3f;
}
