import type { Account } from '../../app/domain/account.ts';
import type { Mailbox, MailboxRole } from '../../app/domain/mail.ts';
import { MailpinError, toMailpinError } from '../../app/errors.ts';
import type { ListedMailbox, MailSession } from '../../app/ports.ts';
import { deleteMailbox, mailboxesOf, putMailbox } from '../db/mailboxes.ts';
import type { AccountLease } from './account-lease.ts';
import type { Deps } from './deps.ts';
import { followFiledMail } from './follow-filed-mail.ts';
import { sumOf, type MailboxOutcome } from './mailbox-task.ts';
import { syncMailbox } from './sync-mailbox.ts';

/** Mailboxes of mail that nobody sent, wanted or kept (rules 3.1). */
const NEVER_MIRRORED: readonly (MailboxRole | null)[] = ['drafts', 'junk', 'trash'];

export interface PassOutcome extends MailboxOutcome {
  /** `mailbox.gone` for the first mirrored mailbox that the server no longer has; it stops no other. */
  readonly missing: MailpinError | null;
}

export interface Pass {
  readonly session: MailSession;
  readonly lease: AccountLease;
  readonly signal: AbortSignal;
  /** Only these mailboxes, because they are known to have changed; the server's list of mailboxes is not asked for then. */
  readonly paths?: readonly string[];
}

/**
 * Brings the present of an account's mirrored mailboxes up to date over an open connection. Only one engine at a time does this for
 * an account. The mailbox to listen to is the last one, and stays open. Throws imap.*, archive.*, store.*, cancelled.
 */
export async function syncPass(
  deps: Deps,
  account: Account,
  { session, lease, signal, paths }: Pass,
): Promise<PassOutcome> {
  return await lease.hold(signal, async () => {
    let missing = paths === undefined ? adoptMailboxes(deps, account, await session.listMailboxes()) : null;
    const outcomes: MailboxOutcome[] = [];
    const syncAll = async (mailboxes: readonly Mailbox[]): Promise<void> => {
      for (const mailbox of mailboxes) {
        try {
          outcomes.push(await syncMailbox(deps, { session, mailbox, signal, newLease: lease.newLease }));
        } catch (error) {
          const known = toMailpinError(error);
          if (known.code !== 'mailbox.gone') throw known;
          missing ??= known;
        }
      }
    };
    const listened = listenedMailbox(deps, account);
    const isMeant = ({ path }: Mailbox): boolean => paths?.includes(path) ?? true;
    const others = mirroredMailboxes(deps, account).filter((one) => one.id !== listened?.id && isMeant(one));
    const last = listened === null ? [] : [listened];
    await syncAll([...others, ...last]);
    if (await followFiledMail(deps, account, session)) await syncAll(last);
    return { ...sumOf(outcomes), missing };
  });
}

export function mirroredMailboxes({ store }: Deps, account: Account): readonly Mailbox[] {
  return mailboxesOf(store.db, account.id).filter(({ isMirrored }) => isMirrored);
}

/** The mailbox that a connection keeps open: new mail comes into the Inbox. Null when nothing is mirrored. */
export function listenedMailbox(deps: Deps, account: Account): Mailbox | null {
  const mirrored = mirroredMailboxes(deps, account);
  return mirrored.find(({ role }) => role === 'inbox') ?? mirrored[0] ?? null;
}

/**
 * Takes over what the server lists. A mirrored mailbox that is no longer there is forgotten when another has its role now, as after
 * a renaming; else it is kept and reported.
 */
function adoptMailboxes({ store }: Deps, account: Account, listed: readonly ListedMailbox[]): MailpinError | null {
  return store.write((tx) => {
    const known = mailboxesOf(tx.db, account.id);
    const isMail = mirroredRoles(listed);
    for (const { path, role } of listed) {
      const before = known.find((mailbox) => mailbox.path === path);
      const isMirrored = before?.isMirrored === true || isMail(role);
      putMailbox(tx.db, { accountId: account.id, path, role, isMirrored });
    }
    const paths = new Set(listed.map(({ path }) => path));
    const missing = known.filter(({ path }) => !paths.has(path));
    const lost = missing.filter(({ isMirrored, role }) => isMirrored && !listed.some((one) => one.role === role));
    for (const mailbox of missing) if (!lost.includes(mailbox)) deleteMailbox(tx.db, mailbox.id);
    const [first] = lost;
    return first === undefined ? null : new MailpinError('mailbox.gone', { mailbox: first.path });
  });
}

/** Inbox and Sent (rules 3.1). An archive that knows neither is mirrored whole: it was connected for what is in it. */
function mirroredRoles(listed: readonly ListedMailbox[]): (role: MailboxRole | null) => boolean {
  const isDaily = (role: MailboxRole | null): boolean => role === 'inbox' || role === 'sent';
  return listed.some(({ role }) => isDaily(role)) ? isDaily : (role) => !NEVER_MIRRORED.includes(role);
}
