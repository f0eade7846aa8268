import type { MailboxId, MailId, Uid, UnixMs } from '../../app/domain/ids.ts';
import type { Mailbox } from '../../app/domain/mail.ts';
import type { MailSign } from '../../app/domain/served-mail.ts';
import type { SyncCursor } from '../../app/machines/plan-sync.ts';
import type { FetchedMail } from '../../app/ports.ts';
import { isSentByLabel } from '../../app/rules/gmail-labels.ts';
import type { Lease } from '../db/accounts.ts';
import { putBlockedPlacement } from '../db/blocked-placements.ts';
import { writeCursor } from '../db/mailboxes.ts';
import { threadsOfOriginal } from '../db/mail-details.ts';
import { mailIdByKey } from '../db/mails.ts';
import { readIdentity } from '../db/own-addresses.ts';
import { packMail } from '../db/pack-mail.ts';
import { putFailedMail } from '../db/placements.ts';
import { threadsOfAnswers, threadsWithEarlierWords } from '../db/remembered-answers.ts';
import { markStale } from '../db/stale-threads.ts';
import { oweToSearch, takeIntoSearch, type SearchableMail } from '../db/search-index.ts';
import { threadsOfMails } from '../db/threads.ts';
import type { Transaction } from '../db/unit-of-work.ts';
import { blockedMailTest } from './blocked-mail-test.ts';
import type { Deps } from './deps.ts';
import { learnOwnAddress } from './learn-own-address.ts';
import { holdLease } from './mailbox-task.ts';
import { matchThreads } from './match-threads.ts';
import { noteSigns } from './note-signs.ts';
import { placeKnown } from './place-known.ts';
import { storeMails, type PackedFetch } from './store-mails.ts';

/** Mails as a source delivered them, and the cursor that accounts for exactly them and those before. */
export interface MailBatch {
  readonly mailbox: Mailbox;
  readonly mails: readonly FetchedMail[];
  /** Mails that are accounted for without their bytes, see place-known.ts. */
  readonly known: readonly MailSign[];
  /** What the server says of mails, where it has the words. */
  readonly signs: ReadonlyMap<Uid, MailSign>;
  readonly cursor: SyncCursor;
  /** Renewed with the batch; without it another program syncs this account now. */
  readonly lease: Lease;
}
export interface IngestedBatch {
  /** Mails the mirror did not have. */
  readonly added: number;
  readonly failed: number;
}

export type TakesWords = (mails: readonly SearchableMail[]) => void;

/**
 * Stores a batch: mails, copies, cursor, threads, links and debts in one transaction (rules 7.1 and 9.1).
 * Throws `store.locked` when another program took over the account, store.full.
 *
 * @param later gets the words of new mail once it is stored, to take them into the search index soon; without it they are taken in at once
 */
export function ingestBatch({ store, clock }: Deps, batch: MailBatch, later?: TakesWords): IngestedBatch {
  const fetched = batch.mails.filter((mail) => mail.kind === 'mail');
  const packed = fetched.map((mail) => ({ ...mail, content: packMail(mail.content) }));
  const { words, ...outcome } = store.write((tx) => {
    const now = clock.now();
    holdLease(tx, batch.mailbox, batch.lease, now);
    learnSenders(tx, packed.filter(isSentIn(batch)));
    const { mine } = readIdentity(tx.db);
    const failures = batch.mails.filter((mail) => mail.kind === 'failure');
    for (const { uid, because } of failures) {
      putFailedMail(tx.db, { mailboxId: batch.mailbox.id, uid, because, failedAt: now });
    }
    const kept = withoutBlocked(tx, batch.mailbox.id, packed, now);
    const { threads, placed, added, mended } = storeMails(tx, batch.mailbox.id, kept, mine);
    matchThreads(tx, threads, now);
    noteSigns(tx, batch.mailbox, batch.signs, placed);
    placeKnown(tx, batch.mailbox, batch.known);
    writeCursor(tx.db, batch.mailbox.id, batch.cursor);
    carryEarlierWords(tx, [...added.keys()]);
    for (const threadId of threadsOfMails(
      tx.db,
      placed.map(({ mailId }) => mailId),
    ))
      tx.changes.threads.add(threadId);
    announceBounced(tx, packed);
    const words = Array.from([...added, ...mended], ([mailId, { sentAt, packed }]) => ({
      mailId,
      sentAt,
      words: packed.searchable,
    }));
    if (later === undefined) takeIntoSearch(tx.db, words);
    else oweToSearch(tx.db, words);
    return { added: added.size, failed: failures.length, words };
  });
  later?.(words);
  return outcome;
}

/** New mail that is only with blocked people is accounted for and goes no further. Mail that is here already stays what it is. */
function withoutBlocked(
  tx: Transaction,
  mailboxId: MailboxId,
  mails: readonly PackedFetch[],
  now: UnixMs,
): readonly PackedFetch[] {
  const blockedBy = blockedMailTest(tx.db);
  if (blockedBy === null) return mails;
  return mails.filter(({ uid, content }) => {
    const entryId = blockedBy(content);
    if (entryId === null || mailIdByKey(tx.db, content.key) !== null) return true;
    putBlockedPlacement(tx.db, { mailboxId, uid, messageKey: content.key, entryId, heldAt: now });
    return false;
  });
}

function isSentIn({ mailbox, signs }: MailBatch): (mail: PackedFetch) => boolean {
  return ({ uid }) => mailbox.role === 'sent' || isSentByLabel(signs.get(uid)?.labels ?? null);
}

/** Who signs what the user sent is the user (rules 2.1). */
function learnSenders(tx: Transaction, mails: readonly PackedFetch[]): void {
  for (const { content } of mails) {
    for (const { role, address } of content.participants) {
      if (role === 'from' && address !== null) learnOwnAddress(tx, address, 'sent');
    }
  }
}

/** A bounce changes how the mail that it is about is shown. */
function announceBounced(tx: Transaction, mails: readonly PackedFetch[]): void {
  for (const {
    content: { details },
  } of mails) {
    if (details?.kind !== 'bounce' || details.originalId === null) continue;
    for (const threadId of threadsOfOriginal(tx.db, details.originalId)) tx.changes.threads.add(threadId);
  }
}

/** What the user said of a mail before it came, on another computer, may say whose an address is on mail that is here. */
function carryEarlierWords(tx: Transaction, added: readonly MailId[]): void {
  const threadIds = threadsWithEarlierWords(tx.db, added);
  if (threadIds.length === 0) return;
  for (const threadId of threadsOfAnswers(tx.db, threadIds)) markStale(tx.db, threadId);
}
