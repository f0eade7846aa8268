import { splitEntity } from './header.ts';
import { innerContent, innerNumber } from './inner-files.ts';
import { findPart } from './mime-part.ts';
import { withLineFeeds } from './line-ends.ts';
import { scanParts } from './scan-parts.ts';
import { decodeTransfer } from './transfer-encoding.ts';

/**
 * Decoded bytes of one part of a whole mail, by its IMAP part number, or of a file inside one (`2#1`); null when the mail has no
 * such part. Never throws.
 */
export function partContent(raw: Uint8Array, number: string): Uint8Array | null {
  const inner = innerNumber(number);
  const part = findPart(scanParts(splitEntity(withLineFeeds(raw), false)), inner?.part ?? number);
  if (part === null || part.body === null) return null;
  return inner === null ? decodeTransfer(part.body, part.encoding) : innerContent(part, part.body, inner.index);
}
