/**
 * A text that takes at most so many bytes in UTF-8: as it is, or cut between two characters with a mark at the cut, the
 * mark's own bytes included. Where not even the mark has room, nothing is left.
 *
 * @param limitBytes null for no limit
 */
export function cutUtf8(text: string, limitBytes: number | null, mark: string): string {
  if (limitBytes === null || text.length * 3 <= limitBytes) return text;
  const roomBytes = limitBytes - utf8Bytes(mark);
  let sizeBytes = 0;
  let cutAt = 0;
  let at = 0;
  for (const char of text) {
    sizeBytes += charBytes(char);
    at += char.length;
    if (sizeBytes <= roomBytes) cutAt = at;
    if (sizeBytes > limitBytes) return roomBytes < 0 ? '' : text.slice(0, cutAt) + mark;
  }
  return text;
}

/** How many bytes a text takes in UTF-8. */
export function utf8Bytes(text: string): number {
  let sizeBytes = 0;
  for (const char of text) sizeBytes += charBytes(char);
  return sizeBytes;
}

/** Source: RFC 3629 3. A lone surrogate becomes U+FFFD on the way, which has three bytes as well. */
function charBytes(char: string): number {
  const point = char.codePointAt(0) ?? 0;
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x10000 ? 3 : 4;
}
