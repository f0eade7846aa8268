import type { MailboxId, MailId, UnixMs } from '../../app/domain/ids.ts';
import type { Mailbox, MailContent } from '../../app/domain/mail.ts';
import { MailpinError } from '../../app/errors.ts';
import type { SyncCursor } from '../../app/machines/plan-sync.ts';
import type { FetchedMail } from '../../app/ports.ts';
import { directionOf } from '../../app/rules/direction.ts';
import { takeLease, type Lease } from '../db/accounts.ts';
import { writeCursor } from '../db/mailboxes.ts';
import { threadsOfOriginal } from '../db/mail-details.ts';
import { dateByEarliestCopy, insertMail, mailIdByKey } from '../db/mails.ts';
import { readIdentity } from '../db/own-addresses.ts';
import { putFailedMail, putPlacement, refreshSeen } from '../db/placements.ts';
import { insertThread, threadOf } from '../db/threads.ts';
import type { Transaction } from '../db/unit-of-work.ts';
import type { Deps } from './deps.ts';
import { learnOwnAddress } from './learn-own-address.ts';
import { matchThreads } from './match-threads.ts';
import { rethread } from './rethread.ts';

/** Mails as a source delivered them, and the cursor that accounts for exactly them and those before. */
export interface MailBatch {
  readonly mailbox: Mailbox;
  readonly mails: readonly FetchedMail[];
  readonly cursor: SyncCursor;
  /** Renewed with the batch; without it another program syncs this account now. */
  readonly lease: Lease;
}
export interface IngestedBatch {
  /** Mails the mirror did not have. */
  readonly added: number;
  readonly failed: number;
}

/**
 * Stores a batch: mails, copies, cursor, threads, links and debts in one transaction (rules 7.1 and 9.1).
 * Throws `store.locked` when another program took over the account, store.full.
 */
export function ingestBatch({ store, clock }: Deps, batch: MailBatch): IngestedBatch {
  return store.write((tx) => {
    const now = clock.now();
    holdLease(tx, batch, now);
    if (batch.mailbox.role === 'sent') learnSenders(tx, batch.mails);
    const { mine } = readIdentity(tx.db);
    const moved: MailId[] = [];
    const placed: MailId[] = [];
    let added = 0;
    let failed = 0;
    for (const mail of batch.mails) {
      if (mail.kind === 'failure') {
        putFailedMail(tx.db, { mailboxId: batch.mailbox.id, uid: mail.uid, because: mail.because, failedAt: now });
        failed += 1;
        continue;
      }
      const known = mailIdByKey(tx.db, mail.content.key);
      const mailId =
        known ?? insertMail(tx.db, mail.content, directionOf(mail.content.participants, mine), insertThread(tx.db));
      if (known === null) added += 1;
      if (known === null || isEarlier(tx, known, mail.content)) moved.push(mailId);
      place(tx, batch.mailbox.id, mailId, mail);
      placed.push(mailId);
    }
    writeCursor(tx.db, batch.mailbox.id, batch.cursor);
    matchThreads(tx, rethread(tx, moved, mine), now);
    for (const mailId of placed) announceThread(tx, mailId);
    announceBounced(tx, batch.mails);
    return { added, failed };
  });
}

function holdLease(tx: Transaction, { mailbox, lease }: MailBatch, now: UnixMs): void {
  if (!takeLease(tx.db, mailbox.accountId, lease, now))
    throw new MailpinError('store.locked', { account: mailbox.accountId });
}

/** Who signs what the user sent is the user (rules 2.1). */
function learnSenders(tx: Transaction, mails: readonly FetchedMail[]): void {
  for (const mail of mails) {
    if (mail.kind === 'failure') continue;
    for (const { role, address } of mail.content.participants) {
      if (role === 'from' && address !== null) learnOwnAddress(tx, address, 'sent');
    }
  }
}

function isEarlier(tx: Transaction, mailId: MailId, content: MailContent): boolean {
  return content.isDateGuessed && dateByEarliestCopy(tx.db, mailId, content.sentAt);
}

function place(
  tx: Transaction,
  mailboxId: MailboxId,
  mailId: MailId,
  mail: Extract<FetchedMail, { kind: 'mail' }>,
): void {
  putPlacement(tx.db, { mailboxId, uid: mail.uid, mailId, isSeen: mail.isSeen });
  refreshSeen(tx.db, mailId);
}

/** A bounce changes how the mail that it is about is shown. */
function announceBounced(tx: Transaction, mails: readonly FetchedMail[]): void {
  for (const mail of mails) {
    const details = mail.kind === 'mail' ? mail.content.details : null;
    if (details?.kind !== 'bounce' || details.originalId === null) continue;
    for (const threadId of threadsOfOriginal(tx.db, details.originalId)) tx.changes.threads.add(threadId);
  }
}

function announceThread(tx: Transaction, mailId: MailId): void {
  const threadId = threadOf(tx.db, mailId);
  if (threadId !== null) tx.changes.threads.add(threadId);
}
