import { setImmediate } from 'node:timers/promises';
import type { Uid } from '../../app/domain/ids.ts';
import type { MailSign } from '../../app/domain/served-mail.ts';
import { MailpinError } from '../../app/errors.ts';
import type { SyncCursor } from '../../app/machines/plan-sync.ts';
import { readCursor } from '../db/mailboxes.ts';
import type { Deps } from './deps.ts';
import { ingestBatch, type IngestedBatch, type MailBatch } from './ingest-batch.ts';
import type { MailboxOutcome, MailboxTask } from './mailbox-task.ts';
import { matchStaleThreads } from './match-stale-threads.ts';
import { settledSigns } from './place-known.ts';
import { sliceSize } from './slice-size.ts';
import { wordsInHand, type WordsInHand } from './words-in-hand.ts';

/** What a batch means for the cursor. Null: the mailbox was begun anew meanwhile, and the batch means nothing any more. */
export type CursorAfter = (current: SyncCursor, lastUid: Uid) => SyncCursor | null;

/** Mails asked for their signs at once. */
const SIGNS_AT_ONCE = 500;
/** Up to so many mails can be found as soon as they are stored; of more, many are taken into the search index at once. */
const FEW_MAILS = 25;

interface Stored extends Omit<MailboxOutcome, 'removed'> {
  /** False when a batch was refused, or `goesOn` ended it: then some mails were not got to. */
  readonly isWhole: boolean;
}

/**
 * Fetches mails of the open mailbox in the given order and stores slice after slice, each with the cursor as it is then: another
 * connection may have moved it. Where the server has ids of its own for mails, those that are here already are not fetched again. Ends
 * early when a batch is refused, or when `goesOn` says so.
 */
export async function fetchInto(
  deps: Deps,
  task: MailboxTask,
  uids: readonly Uid[],
  cursorAfter: CursorAfter,
  goesOn: (mailCount: number) => boolean = () => true,
): Promise<Stored> {
  const words = uids.length > FEW_MAILS ? wordsInHand(deps) : null;
  const run: Run = { deps, task, cursorAfter, goesOn, size: sliceSize(), words };
  try {
    return await fetchSome(run, uids);
  } finally {
    words?.write();
  }
}

async function fetchSome(run: Run, uids: readonly Uid[]): Promise<Stored> {
  const { task } = run;
  let counts = { added: 0, failed: 0 };
  for (let at = 0; at < uids.length; at += SIGNS_AT_ONCE) {
    const some = uids.slice(at, at + SIGNS_AT_ONCE);
    const signs = await task.session.readSigns(some);
    const stored = signs === null ? await fetchAll(run, uids.slice(at)) : await fetchUnknown(run, some, signs);
    counts = { added: counts.added + stored.added, failed: counts.failed + stored.failed };
    if (signs === null || !stored.isWhole) return { ...counts, isWhole: stored.isWhole };
  }
  return { ...counts, isWhole: true };
}

interface Run {
  readonly deps: Deps;
  readonly task: MailboxTask;
  readonly cursorAfter: CursorAfter;
  readonly goesOn: (mailCount: number) => boolean;
  readonly size: ReturnType<typeof sliceSize>;
  /** Null where mail is taken into the search index as it is stored. */
  readonly words: WordsInHand | null;
}

/** Mails that are accounted for without their bytes are stored with the next batch that comes after them, or in the end. */
async function fetchUnknown(run: Run, uids: readonly Uid[], signs: readonly MailSign[]): Promise<Stored> {
  const { deps, task } = run;
  const settled = settledSigns(deps.store.db, task.mailbox.accountId, signs);
  const unknown = uids.filter((uid) => !settled.has(uid));
  const waiting = uids.filter((uid) => settled.has(uid));
  const placeIn = new Map(uids.map((uid, index) => [uid, index]));
  const isBefore = (uid: Uid, last: Uid): boolean => (placeIn.get(uid) ?? 0) < (placeIn.get(last) ?? 0);
  const takeBefore = (last: Uid): readonly MailSign[] => {
    const end = waiting.findIndex((uid) => !isBefore(uid, last));
    return waiting.splice(0, end < 0 ? waiting.length : end).flatMap((uid) => settled.get(uid) ?? []);
  };
  const stored = await fetchAll(run, unknown, new Map(signs.map((sign) => [sign.uid, sign])), takeBefore);
  const last = waiting.at(-1);
  if (!stored.isWhole || last === undefined) return stored;
  const rest = await storeSlice(run, {
    mails: [],
    known: waiting.flatMap((uid) => settled.get(uid) ?? []),
    signs: new Map(),
    last,
  });
  return { ...stored, isWhole: rest !== null && run.goesOn(waiting.length) };
}

/** @param takeBefore what is to be stored with the batch that ends with a mail, besides it */
async function fetchAll(
  run: Run,
  uids: readonly Uid[],
  signs: ReadonlyMap<Uid, MailSign> = new Map(),
  takeBefore: (last: Uid) => readonly MailSign[] = () => [],
): Promise<Stored> {
  const counts = { added: 0, failed: 0 };
  if (uids.length === 0) return { ...counts, isWhole: true };
  for await (const batch of run.task.session.fetchMails(uids, run.task.signal)) {
    for (let left = Array.from(batch); left.length > 0;) {
      if (run.task.signal.aborted) throw new MailpinError('cancelled');
      const mails = left.slice(0, run.size.of(left.length));
      left = left.slice(mails.length);
      const last = mails.at(-1)?.uid;
      if (last === undefined) break;
      const known = takeBefore(last);
      const stored = await storeSlice(run, { mails, known, signs, last });
      if (stored === null) return { ...counts, isWhole: false };
      counts.added += stored.added;
      counts.failed += stored.failed;
      if (!run.goesOn(mails.length + known.length)) return { ...counts, isWhole: false };
    }
  }
  return { ...counts, isWhole: true };
}

/** Null when the mailbox was begun anew meanwhile: then nothing was stored. */
async function storeSlice(
  { deps, task, cursorAfter, size, words }: Run,
  { last, ...slice }: Pick<MailBatch, 'mails' | 'known' | 'signs'> & { readonly last: Uid },
): Promise<IngestedBatch | null> {
  const { mailbox, newLease } = task;
  const current = readCursor(deps.store.db, mailbox.id);
  const cursor = current === null ? null : cursorAfter(current, last);
  if (cursor === null) return null;
  const startedAt = performance.now();
  const stored = ingestBatch(deps, { mailbox, ...slice, cursor, lease: newLease() }, words?.take);
  size.took(slice.mails.length, performance.now() - startedAt);
  await matchStaleThreads(deps);
  await setImmediate();
  if (words?.isFull() === true) {
    words.write();
    await setImmediate();
  }
  return stored;
}
