import type { MailPicture, MailPictures } from '../../app/contract/opened-mail-views.ts';
import type { MailId } from '../../app/domain/ids.ts';
import type { Attachment } from '../../app/domain/mail.ts';
import { pictureType } from '../../app/domain/picture-type.ts';
import { attachmentsOf } from '../db/mail-facts.ts';
import type { MailDeps } from './deps.ts';
import { withCopy } from './with-copy.ts';

/** A larger one is no part of a text; it can be saved. */
const MOST_BYTES = 5 * 1024 * 1024;
/** Of all pictures of a mail. */
const MOST_BYTES_IN_ALL = 20 * 1024 * 1024;

/**
 * The pictures that a mail carries and shows in its text, from wherever a copy of it is: never from the network at large.
 * Throws mail.gone, imap.*, archive.*.
 */
export async function fetchPictures(deps: MailDeps, mailId: MailId, signal: AbortSignal): Promise<MailPictures> {
  const named = attachmentsOf(deps.store.db, mailId).filter(({ isInline }) => isInline);
  const wanted = withinBounds(named);
  if (wanted.length === 0) return { pictures: [], leftOutCount: named.length };
  const pictures = await withCopy(deps, mailId, signal, async ({ session, uid }) => {
    const found: MailPicture[] = [];
    for (const { part, contentId } of wanted) {
      const bytes = await session.fetchAttachment(uid, part);
      const mediaType = pictureType(bytes);
      if (mediaType === null || contentId === null || bytes.length > MOST_BYTES) continue;
      found.push({ contentId, mediaType, base64: Buffer.from(bytes).toString('base64') });
    }
    return found;
  });
  return { pictures, leftOutCount: named.length - pictures.length };
}

/** Sizes as the mail declares them. */
function withinBounds(named: readonly Attachment[]): readonly Attachment[] {
  let left = MOST_BYTES_IN_ALL;
  return named.filter(({ sizeBytes }) => {
    if (sizeBytes > MOST_BYTES || sizeBytes > left) return false;
    left -= sizeBytes;
    return true;
  });
}
