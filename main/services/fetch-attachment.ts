import type { MailId } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';
import type { MailSession } from '../../app/ports.ts';
import { findAccount } from '../db/accounts.ts';
import { placementsOf, type MailPlace } from '../db/placements.ts';
import type { MailDeps } from './deps.ts';
import { withSession } from './with-session.ts';

/**
 * Bytes of an attachment from the first copy of its mail that is still there; the mirror may not have heard yet that one is gone.
 * Throws mail.gone, imap.*, archive.*.
 */
export async function fetchAttachment(
  deps: MailDeps,
  mailId: MailId,
  part: string,
  signal: AbortSignal,
): Promise<Uint8Array> {
  for (const place of placementsOf(deps.store.db, mailId)) {
    const account = findAccount(deps.store.db, place.accountId);
    if (account === null) continue;
    try {
      return await withSession(deps, account, signal, (session) => fetchPart(session, place, part));
    } catch (error) {
      const isElsewhere = error instanceof MailpinError && ['mail.gone', 'mailbox.gone'].includes(error.code);
      if (!isElsewhere) throw error;
    }
  }
  throw new MailpinError('mail.gone');
}

async function fetchPart(session: MailSession, place: MailPlace, part: string): Promise<Uint8Array> {
  const { uidValidity } = await session.openMailbox(place.path);
  // Under another UIDVALIDITY the UID names another mail, or none.
  if (uidValidity !== place.uidValidity) throw new MailpinError('mail.gone');
  return session.fetchAttachment(place.uid, part);
}
