import type { MailId } from '../../app/domain/ids.ts';
import type { MailDeps } from './deps.ts';
import { withCopy } from './with-copy.ts';

/** Bytes of an attachment, from the first copy of its mail that is still there. Throws mail.gone, imap.*, archive.*. */
export function fetchAttachment(
  deps: MailDeps,
  mailId: MailId,
  part: string,
  signal: AbortSignal,
): Promise<Uint8Array> {
  return withCopy(deps, mailId, signal, ({ session, uid }) => session.fetchAttachment(uid, part));
}
