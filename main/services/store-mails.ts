import type { AddressTest } from '../../app/domain/account.ts';
import type { MailboxId, MailId, MessageKey, ThreadId, Uid } from '../../app/domain/ids.ts';
import type { PackedMail } from '../../app/domain/mail.ts';
import { MailpinError } from '../../app/errors.ts';
import type { FetchedMail } from '../../app/ports.ts';
import { directionOf } from '../../app/rules/direction.ts';
import type { ThreadNode } from '../../app/rules/thread-trees.ts';
import { answeredBesides, insertMails, insertTexts, nextMailId, type NewMail } from '../db/insert-mails.ts';
import { dateByEarliestCopy, mailIdsByKey } from '../db/mails.ts';
import { accountAddresses } from '../db/own-addresses.ts';
import { forgetFailures, putPlacements, refreshSeen } from '../db/placements.ts';
import { leaveSearch } from '../db/search-index.ts';
import { mailIdsOfThread } from '../db/thread-joins.ts';
import { takeProviderThread, threadOf, type ThreadPlace } from '../db/threads.ts';
import { forgetShortened } from '../db/shortened-texts.ts';
import { mailsWithoutText } from '../db/torn-mails.ts';
import type { Transaction } from '../db/unit-of-work.ts';
import { rethread } from './rethread.ts';

export type PackedFetch = Extract<FetchedMail<PackedMail>, { kind: 'mail' }>;

export interface StoredMails {
  /** Threads that have other mails, or another order of answers, than before. */
  readonly threads: ReadonlySet<ThreadId>;
  readonly placed: readonly { readonly uid: Uid; readonly mailId: MailId }[];
  readonly added: ReadonlyMap<MailId, PackedMail>;
  /** Mails that were here without their text, and have it again; as those added, they are still to be taken into the search index. */
  readonly mended: ReadonlyMap<MailId, PackedMail>;
}

/**
 * Stores mails with their copies and their threads, in the running transaction. Those that are here already get a copy more.
 *
 * @param mine the user's own addresses
 */
export function storeMails(
  tx: Transaction,
  mailboxId: MailboxId,
  mails: readonly PackedFetch[],
  mine: AddressTest,
): StoredMails {
  const known = mailIdsByKey(
    tx.db,
    mails.map(({ content }) => content.key),
  );
  const moved: MailId[] = [];
  for (const { content } of mails) {
    const mailId = known.get(content.key);
    if (mailId === undefined) continue;
    if (isEarlier(tx, mailId, content)) moved.push(mailId);
    // Whom the provider's former id held together with it is sorted anew, too.
    if (takeProviderThread(tx.db, mailId, content.providerThreadId)) moved.push(...fellowsOf(tx, mailId));
  }
  const mended = mendTexts(tx, known, mails);
  const fresh = newMails(
    mails.filter(({ content }) => !known.has(content.key)),
    nextMailId(tx.db),
  );
  const threads = rethread(tx, moved, mine, {
    nodes: fresh.map(nodeOf),
    insert: (placeOf) => insertMails(tx.db, placedMails(fresh, placeOf, mine), accountAddresses(tx.db)),
  });
  const idOf = new Map([...known, ...fresh.map(({ mailId, content }) => [content.key, mailId] as const)]);
  const placed = mails.flatMap(({ uid, isSeen, content }) => {
    const mailId = idOf.get(content.key);
    return mailId === undefined ? [] : [{ mailboxId, uid, mailId, isSeen }];
  });
  putPlacements(tx.db, placed);
  const copied = placed.length === fresh.length ? [] : new Set(placed.map(({ mailId }) => mailId));
  for (const mailId of copied) refreshSeen(tx.db, mailId);
  forgetFailures(
    tx.db,
    mailboxId,
    mails.map(({ uid }) => uid),
  );
  return { threads, placed, added: new Map(fresh.map(({ mailId, content }) => [mailId, content])), mended };
}

function mendTexts(
  tx: Transaction,
  known: ReadonlyMap<MessageKey, MailId>,
  mails: readonly PackedFetch[],
): ReadonlyMap<MailId, PackedMail> {
  const torn = new Set(known.size === 0 ? [] : mailsWithoutText(tx.db, [...known.values()]));
  const mended = new Map<MailId, PackedMail>();
  for (const { content } of mails) {
    const mailId = known.get(content.key);
    if (mailId !== undefined && torn.has(mailId)) mended.set(mailId, content);
  }
  insertTexts(
    tx.db,
    Array.from(mended, ([mailId, content]) => ({ mailId, content })),
  );
  for (const mailId of mended.keys()) {
    forgetShortened(tx.db, mailId);
    leaveSearch(tx.db, mailId);
  }
  return mended;
}

interface FreshMail {
  readonly mailId: MailId;
  readonly isSeen: boolean;
  readonly content: PackedMail;
}

/** Mails that are not stored, each once. @param firstId ids count up from there */
function newMails(mails: readonly PackedFetch[], firstId: MailId): readonly FreshMail[] {
  const fresh = new Map<MessageKey, FreshMail>();
  for (const { isSeen, content } of mails) {
    const first = fresh.get(content.key);
    const mailId = first?.mailId ?? ((firstId + fresh.size) as MailId);
    fresh.set(content.key, { mailId, isSeen, ...first, content: first ? withCopy(first.content, content) : content });
  }
  return [...fresh.values()];
}

/** A mail that comes twice at once is what it would be had the copy come later: see `dateByEarliestCopy` and `takeProviderThread`. */
function withCopy(first: PackedMail, copy: PackedMail): PackedMail {
  const isDated = first.isDateGuessed && copy.isDateGuessed && copy.sentAt < first.sentAt;
  const [own, other] = [first.providerThreadId, copy.providerThreadId];
  return {
    ...first,
    sentAt: isDated ? copy.sentAt : first.sentAt,
    providerThreadId: own === null || (other !== null && other < own) ? other : own,
  };
}

function nodeOf({ mailId, content }: FreshMail): ThreadNode {
  const { key, messageId, references, sentAt, providerThreadId, participants } = content;
  return {
    id: mailId,
    key,
    messageId,
    references,
    inReplyTo: answeredBesides(content),
    sentAt,
    providerThreadId,
    participantAddresses: participants.flatMap(({ address }) => (address === null ? [] : [address])),
  };
}

function placedMails(
  mails: readonly FreshMail[],
  placeOf: (mailId: MailId) => ThreadPlace | undefined,
  mine: AddressTest,
): readonly NewMail[] {
  return mails.map((mail) => {
    const place = placeOf(mail.mailId);
    if (place === undefined) throw new MailpinError('internal', { reason: 'mail without a thread' });
    return { ...mail, place, direction: directionOf(mail.content.participants, mine) };
  });
}

/** The mails of a mail's thread, itself among them. */
function fellowsOf(tx: Transaction, mailId: MailId): readonly MailId[] {
  const threadId = threadOf(tx.db, mailId);
  return threadId === null ? [] : mailIdsOfThread(tx.db, threadId);
}

function isEarlier(tx: Transaction, mailId: MailId, content: PackedMail): boolean {
  return content.isDateGuessed && dateByEarliestCopy(tx.db, mailId, content.sentAt);
}
