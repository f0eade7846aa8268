import type { Account } from '../../app/domain/account.ts';
import { MailpinError, toMailpinError } from '../../app/errors.ts';
import type { MailSession } from '../../app/ports.ts';
import type { Deps } from './deps.ts';
import { listenedMailbox, mirroredMailboxes } from './sync-pass.ts';

/** How changes of an account's mailboxes are heard of. */
export interface Ears {
  /** Whether the server tells of every mailbox; otherwise somebody has to `look` now and then. */
  readonly isTold: boolean;
  /** Mailboxes that changed since the last look, the open one aside. */
  look(): Promise<readonly string[]>;
}

/** Listens to all mirrored mailboxes of an account over the one connection, as well as the server can. Throws imap.*. */
export async function listenToMailboxes(
  deps: Deps,
  account: Account,
  session: MailSession,
  before: Ears | null,
): Promise<Ears> {
  const paths = mirroredMailboxes(deps, account).map(({ path }) => path);
  if (paths.length === 0) return { isTold: false, look: () => Promise.resolve([]) };
  if (await session.listenTo(paths)) return { isTold: true, look: () => Promise.resolve([]) };
  if (before !== null) return before;
  const glances = new Map<string, string>();
  const look = async (): Promise<readonly string[]> => {
    const changed: string[] = [];
    const open = listenedMailbox(deps, account)?.path;
    for (const { path } of mirroredMailboxes(deps, account).filter((mailbox) => mailbox.path !== open)) {
      const glance = await session.glance(path).catch(goneAs(path));
      if (glances.get(path) !== glance) changed.push(path);
      glances.set(path, glance);
    }
    return changed;
  };
  await look();
  return { isTold: false, look };
}

/** A mailbox that went has changed once; the next look at all mailboxes says what became of it. */
function goneAs(path: string): (error: unknown) => string {
  return (error) => {
    if (toMailpinError(error).code === 'mailbox.gone') return `gone ${path}`;
    throw error instanceof MailpinError ? error : toMailpinError(error);
  };
}
