import type { Account } from '../../app/domain/account.ts';
import type { Mailbox } from '../../app/domain/mail.ts';
import { toMailpinError, type MailpinError } from '../../app/errors.ts';
import type { MailSession } from '../../app/ports.ts';
import { mailboxesOf } from '../db/mailboxes.ts';
import type { AccountLease } from './account-lease.ts';
import { adoptMailboxes } from './adopt-mailboxes.ts';
import type { Deps } from './deps.ts';
import { findRenamed } from './find-renamed.ts';
import { followFiledMail } from './follow-filed-mail.ts';
import { sumOf, type MailboxOutcome } from './mailbox-task.ts';
import { syncMailbox } from './sync-mailbox.ts';

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
    let missing = paths === undefined ? await adoptListed(deps, account, session) : null;
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

async function adoptListed({ store }: Deps, account: Account, session: MailSession): Promise<MailpinError | null> {
  const listed = await session.listMailboxes();
  const renamed = await findRenamed(store.db, account.id, session, listed);
  return store.write((tx) => adoptMailboxes(tx.db, account.id, listed, renamed));
}
