import type { MailId } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';
import type { MailSession } from '../../app/ports.ts';
import { findAccount } from '../db/accounts.ts';
import { placementsOf, type MailPlace } from '../db/placements.ts';
import type { MailDeps } from './deps.ts';
import { withSession } from './with-session.ts';

/** A copy of a mail at its source, in the mailbox that is open. */
type Copy = { readonly session: MailSession } & Pick<MailPlace, 'uid'>;

/**
 * Does something with the first copy of a mail that is still there; the mirror may not have heard yet that one is gone.
 * Throws mail.gone, imap.*, archive.*.
 */
export async function withCopy<Value>(
  deps: MailDeps,
  mailId: MailId,
  signal: AbortSignal,
  work: (copy: Copy) => Promise<Value>,
): Promise<Value> {
  for (const place of placementsOf(deps.store.db, mailId)) {
    const account = findAccount(deps.store.db, place.accountId);
    if (account === null) continue;
    try {
      return await withSession(deps, account, signal, async (session) => {
        const { uidValidity } = await session.openMailbox(place.path);
        // Under another UIDVALIDITY the UID names another mail, or none.
        if (uidValidity !== place.uidValidity) throw new MailpinError('mail.gone');
        return await work({ session, uid: place.uid });
      });
    } catch (error) {
      const isElsewhere = error instanceof MailpinError && ['mail.gone', 'mailbox.gone'].includes(error.code);
      if (!isElsewhere) throw error;
    }
  }
  throw new MailpinError('mail.gone');
}
