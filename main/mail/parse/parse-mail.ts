import type { UnixMs } from '../../../app/domain/ids.ts';
import type { MailContent } from '../../../app/domain/mail.ts';
import { MailpinError } from '../../../app/errors.ts';
import { splitEntity } from './header.ts';
import { withLineFeeds } from './line-ends.ts';
import type { MimePart } from './mime-part.ts';
import { partsToRead } from './parts-to-read.ts';
import { readContent } from './read-content.ts';
import { scanParts } from './scan-parts.ts';

const NO_BYTES = new Uint8Array();

/**
 * Parses a whole mail. Takes anything: what is damaged is read as far as it goes. Linear in its size.
 * @param gmailThreadId X-GM-THRID where the server gives it
 * Errors: mail.unparsable, only for what we did not foresee; the cause is kept.
 */
export function parseMail(raw: Uint8Array, arrivedAt: UnixMs, gmailThreadId: string | null = null): MailContent {
  try {
    const mail = splitEntity(withLineFeeds(raw), false);
    const root = scanParts(mail);
    const toRead = partsToRead(root, mail.header);
    const limits = new Map(toRead.map(({ part, maxBytes }) => [part, maxBytes]));
    const bytesOf = (part: MimePart): Uint8Array => part.body?.subarray(0, limits.get(part) ?? 0) ?? NO_BYTES;
    const sizeBytes = raw.length;
    return readContent({ ...mail, root, toRead, bytesOf, arrivedAt, sizeBytes, gmailThreadId });
  } catch (error) {
    throw new MailpinError('mail.unparsable', { sizeBytes: raw.length }, { cause: error });
  }
}
