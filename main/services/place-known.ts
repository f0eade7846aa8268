import type { AccountId, ServerMailId, Uid } from '../../app/domain/ids.ts';
import type { Mailbox } from '../../app/domain/mail.ts';
import type { MailSign } from '../../app/domain/served-mail.ts';
import { isNeverRead, isSentByLabel, labelledMailboxes } from '../../app/rules/gmail-labels.ts';
import { mailboxesOf } from '../db/mailboxes.ts';
import { putNeverRead } from '../db/outside-mails.ts';
import { authorsOf } from '../db/people-mail.ts';
import { forgetFailures, putPlacement, refreshSeen } from '../db/placements.ts';
import { mailsByServerId, replaceLabels } from '../db/server-mails.ts';
import type { ReadDb } from '../db/sql.ts';
import { threadsOfMails } from '../db/threads.ts';
import { mailsWithoutText } from '../db/torn-mails.ts';
import type { Transaction } from '../db/unit-of-work.ts';
import { learnOwnAddress } from './learn-own-address.ts';

/**
 * The mails that need not be fetched: copies of mail that is here already, known by the server's own id (rules 3.1: Gmail's All Mail
 * counts once), and drafts, junk and trash among other mail.
 */
export function settledSigns(db: ReadDb, accountId: AccountId, signs: readonly MailSign[]): ReadonlyMap<Uid, MailSign> {
  const known = mailsByServerId(
    db,
    accountId,
    signs.map(({ serverId }) => serverId),
  );
  const torn = new Set(mailsWithoutText(db, [...known.values()]));
  const isHere = (serverId: ServerMailId): boolean => {
    const mailId = known.get(serverId);
    return mailId !== undefined && !torn.has(mailId);
  };
  const settled = signs.filter(({ labels, serverId }) => isNeverRead(labels) || isHere(serverId));
  return new Map(settled.map((sign) => [sign.uid, sign]));
}

/** Accounts for such mails, in the running transaction. */
export function placeKnown(tx: Transaction, mailbox: Mailbox, signs: readonly MailSign[]): void {
  if (signs.length === 0) return;
  const { id, accountId, role } = mailbox;
  const known = mailsByServerId(
    tx.db,
    accountId,
    signs.map(({ serverId }) => serverId),
  );
  const mailboxes = mailboxesOf(tx.db, accountId);
  for (const { uid, isSeen, serverId, labels } of signs) {
    if (isNeverRead(labels)) putNeverRead(tx.db, id, uid);
    const mailId = known.get(serverId);
    if (mailId === undefined || isNeverRead(labels)) continue;
    putPlacement(tx.db, { mailboxId: id, uid, mailId, isSeen });
    refreshSeen(tx.db, mailId);
    const labelled = labelledMailboxes(labels ?? [], mailboxes).map((one) => one.id);
    replaceLabels(tx.db, id, uid, labelled);
    if (role === 'sent' || isSentByLabel(labels)) {
      for (const { address } of authorsOf(tx.db, mailId)) if (address !== null) learnOwnAddress(tx, address, 'sent');
    }
  }
  const uids = signs.map(({ uid }) => uid);
  forgetFailures(tx.db, id, uids);
  for (const threadId of threadsOfMails(tx.db, [...known.values()])) tx.changes.threads.add(threadId);
}
