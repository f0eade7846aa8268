import type { Input } from '../../app/contract/api.ts';
import type { ImportCounts, MailboxImportCounts } from '../../app/contract/account-views.ts';
import { accountFor } from './add-account.ts';
import { closeSession } from './close-session.ts';
import type { MailDeps } from './deps.ts';
import { isRead } from '../../app/rules/mailbox-scope.ts';

/** Counts what each import choice would read, by EXISTS and SEARCH; fetches and stores nothing. Throws input.invalid, imap.*, archive.*. */
export async function countImport(
  deps: MailDeps,
  { address, settings, password, day, newestCount }: Input<'accounts.count'>,
  signal: AbortSignal,
): Promise<ImportCounts> {
  const account = accountFor(address, settings);
  const secret = password ?? (settings.kind === 'imap' ? await deps.secrets.get(account.id) : null);
  const session = await deps.openSource(settings).connect(account, secret, signal);
  try {
    const listed = await session.listMailboxes();
    const mailboxes: MailboxImportCounts[] = [];
    for (const mailbox of listed) {
      if (!isRead(mailbox, listed, null)) continue;
      const { messageCount } = await session.openMailbox(mailbox.path);
      const since = (await session.listUidsSince(day)).length;
      mailboxes.push({ ...mailbox, everything: messageCount, newest: Math.min(messageCount, newestCount), since });
    }
    const sum = (field: 'everything' | 'newest' | 'since'): number =>
      mailboxes.reduce((total, mailbox) => total + mailbox[field], 0);
    return {
      mailboxes,
      everything: sum('everything'),
      newest: sum('newest'),
      since: sum('since'),
      newestCount,
      day,
    };
  } finally {
    await closeSession(session, deps.logger);
  }
}
