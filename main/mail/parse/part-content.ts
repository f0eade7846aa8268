import { splitEntity } from './header.ts';
import { findPart } from './mime-part.ts';
import { withLineFeeds } from './line-ends.ts';
import { scanParts } from './scan-parts.ts';
import { decodeTransfer } from './transfer-encoding.ts';

/** Decoded bytes of one part of a whole mail, by its IMAP part number; null when the mail has no such part. Never throws. */
export function partContent(raw: Uint8Array, number: string): Uint8Array | null {
  const part = findPart(scanParts(splitEntity(withLineFeeds(raw), false)), number);
  return part === null || part.body === null ? null : decodeTransfer(part.body, part.encoding);
}
