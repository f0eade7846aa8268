import type { Account } from '../../app/domain/account.ts';
import type { MessageId } from '../../app/domain/ids.ts';
import type { Mailbox, MailboxRole } from '../../app/domain/mail.ts';
import { toMailpinError } from '../../app/errors.ts';
import type { MailSession } from '../../app/ports.ts';
import { isNeverReadRole } from '../../app/rules/mailbox-scope.ts';
import { lostMails, putFollowed, type FiledPlace } from '../db/followed-mails.ts';
import { mailboxesOf } from '../db/mailboxes.ts';
import { threadOf } from '../db/threads.ts';
import { owesBackfill } from './owes-backfill.ts';
import type { Deps } from './deps.ts';

/** Looked for at once; the rest waits for the next pass, so that new mail does not wait for somebody's great clearing-up. */
const MAILS_A_PASS = 200;
/** Where mail is filed most, first. */
const LIKELY: readonly (MailboxRole | null)[] = ['archive', 'all'];

/**
 * Finds mail again that was filed out of the mirrored mailboxes, by Message-ID (rules 3.2): it stays on its cards, and its attachments
 * can still be fetched. A mail that is nowhere was deleted.
 *
 * @returns whether other mailboxes were opened on the connection
 */
export async function followFiledMail(deps: Deps, account: Account, session: MailSession): Promise<boolean> {
  const { store, clock } = deps;
  // While a mailbox is read anew, its mails are only on their way back.
  if (owesBackfill(deps, account)) return false;
  const lost = lostMails(store.db, account.id, MAILS_A_PASS);
  if (lost.length === 0) return false;
  const found = new Map<MessageId, FiledPlace>();
  for (const mailbox of filingPlaces(mailboxesOf(store.db, account.id))) {
    const wanted = lost.map(({ messageId }) => messageId).filter((messageId) => !found.has(messageId));
    if (wanted.length === 0) break;
    for (const [messageId, place] of await findIn(session, mailbox, wanted)) found.set(messageId, place);
  }
  store.write((tx) => {
    for (const { mailId, messageId } of lost) {
      putFollowed(tx.db, mailId, found.get(messageId) ?? null, clock.now());
      const threadId = threadOf(tx.db, mailId);
      if (threadId !== null) tx.changes.threads.add(threadId);
    }
  });
  deps.logger.info('mail.followed', { accountId: account.id, lost: lost.length, found: found.size });
  return true;
}

function filingPlaces(mailboxes: readonly Mailbox[]): readonly Mailbox[] {
  const places = mailboxes.filter(({ isMirrored, role }) => !isMirrored && !isNeverReadRole(role));
  return places.toSorted((a, b) => Number(LIKELY.includes(b.role)) - Number(LIKELY.includes(a.role)));
}

async function findIn(
  session: MailSession,
  mailbox: Mailbox,
  wanted: readonly MessageId[],
): Promise<readonly (readonly [MessageId, FiledPlace])[]> {
  try {
    const { uidValidity } = await session.openMailbox(mailbox.path);
    const found = await session.findMails(wanted);
    return found.flatMap(({ messageId, uid }) =>
      messageId === null ? [] : [[messageId, { mailboxId: mailbox.id, uidValidity, uid }]],
    );
  } catch (error) {
    // A mailbox that just went, or that may be listed and not opened, is no place where mail is filed.
    const { code } = toMailpinError(error);
    if (code === 'mailbox.gone' || code === 'imap.refused') return [];
    throw error;
  }
}
