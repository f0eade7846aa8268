import type { AccountId } from '../../app/domain/ids.ts';
import { setListedCount } from '../db/mailboxes.ts';
import { adoptMailboxes } from './adopt-mailboxes.ts';
import { connectedAccount } from './connected-account.ts';
import type { MailDeps } from './deps.ts';
import { findRenamed } from './find-renamed.ts';
import { withSession } from './with-session.ts';

/** Asks the server which mailboxes there are, and how many mails each holds. Throws input.unknown-account, imap.*, archive.*. */
export async function lookAtMailboxes(deps: MailDeps, accountId: AccountId, signal: AbortSignal): Promise<void> {
  const account = connectedAccount(deps.store.db, accountId);
  await withSession(deps, account, signal, async (session) => {
    const listed = await session.listMailboxes();
    const counts = new Map<string, number>();
    const renamed = await findRenamed(deps.store.db, account.id, session, listed);
    for (const { path } of listed) counts.set(path, await session.countMails(path));
    deps.store.write((tx) => {
      adoptMailboxes(tx.db, account.id, listed, renamed);
      for (const [path, count] of counts) setListedCount(tx.db, account.id, path, count);
    });
  });
}
