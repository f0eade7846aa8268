import type { UnixMs } from '../../../app/domain/ids.ts';
import type { MailContent } from '../../../app/domain/mail.ts';
import { MailpinError } from '../../../app/errors.ts';
import { splitEntity } from './header.ts';
import { withLineFeeds } from './line-ends.ts';
import { readContent } from './read-content.ts';
import { scanParts } from './scan-parts.ts';

const NO_BYTES = new Uint8Array();

/**
 * Parses a whole mail. Takes anything: what is damaged is read as far as it goes. Linear in its size.
 * Errors: mail.unparsable, only for what we did not foresee; the cause is kept.
 */
export function parseMail(raw: Uint8Array, arrivedAt: UnixMs): MailContent {
  try {
    const mail = splitEntity(withLineFeeds(raw), false);
    const bytesOf = (part: { readonly body: Uint8Array | null }): Uint8Array => part.body ?? NO_BYTES;
    const sizeBytes = raw.length;
    return readContent({ ...mail, root: scanParts(mail), bytesOf, arrivedAt, sizeBytes, gmailThreadId: null });
  } catch (error) {
    throw new MailpinError('mail.unparsable', { sizeBytes: raw.length }, { cause: error });
  }
}
