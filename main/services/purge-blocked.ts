import { setImmediate } from 'node:timers/promises';
import type { MailId, ThreadId } from '../../app/domain/ids.ts';
import { blockOf } from '../../app/rules/blocklist.ts';
import { compileBlocklist, type BlocklistEntry } from '../../app/rules/compile-blocklist.ts';
import type { World } from '../../app/rules/verdict.ts';
import { blockPlacementsOf } from '../db/blocked-placements.ts';
import { endPurge, purgingEntries } from '../db/blocklist.ts';
import { deleteMail, mailsOfThread } from '../db/deletion.ts';
import { hasLinks } from '../db/links.ts';
import { mailFactsById } from '../db/mail-facts.ts';
import { blockedMailsAfter } from '../db/mails.ts';
import type { ReadDb } from '../db/sql.ts';
import { refreshThread } from '../db/threads.ts';
import type { Transaction } from '../db/unit-of-work.ts';
import { readWorld } from '../db/world.ts';
import type { Deps } from './deps.ts';
import { matchThreads } from './match-threads.ts';
import { rethread } from './rethread.ts';

/** Mails looked at in one transaction. */
const SLICE_MAILS = 100;

/**
 * Takes the mail of people who were blocked with their past out of the mirror. What was sent of it is taken off at the CRM, as its
 * links went before; its copies stay accounted for. Mail that the user put on a card stays. Begun, it is carried through: a crash only
 * delays it. Call it when no thread waits to be decided.
 *
 * @returns how many mails went
 */
export async function purgeBlocked(deps: Deps): Promise<number> {
  let removed = 0;
  for (const entry of purgingEntries(deps.store.db)) {
    let last = 0 as MailId;
    for (;;) {
      const slice = deps.store.write((tx) => purgeSlice(deps, tx, entry, last));
      removed += slice.removed;
      if (slice.last === null) break;
      last = slice.last;
      await setImmediate();
    }
    deps.store.write((tx) => endPurge(tx.db, entry.id));
  }
  return removed;
}

/** How many stored mails a purge would take out as they are held now. */
export function countPurgeable(db: ReadDb, entry: Pick<BlocklistEntry, 'mode' | 'addresses' | 'domains'>): number {
  const alone = worldOf(db, entry);
  return blockedMailsAfter(db, 0 as MailId, Number.MAX_SAFE_INTEGER).filter((mailId) => isPurged(db, mailId, alone))
    .length;
}

function purgeSlice(
  { clock }: Deps,
  tx: Transaction,
  entry: BlocklistEntry,
  after: MailId,
): { readonly removed: number; readonly last: MailId | null } {
  const now = clock.now();
  const world = worldOf(tx.db, entry);
  const mailIds = blockedMailsAfter(tx.db, after, SLICE_MAILS);
  const threadIds = new Set<ThreadId>();
  let removed = 0;
  for (const mailId of mailIds) {
    const mail = mailFactsById(tx.db, mailId);
    if (mail === null || !isPurged(tx.db, mailId, world)) continue;
    blockPlacementsOf(tx.db, mailId, { messageKey: mail.key, entryId: entry.id, heldAt: now });
    deleteMail(tx.db, mailId);
    threadIds.add(mail.threadId);
    removed += 1;
  }
  const left = [...threadIds]
    .filter((threadId) => refreshThread(tx.db, threadId))
    .flatMap((threadId) => mailsOfThread(tx.db, threadId));
  matchThreads(tx, rethread(tx, left, world.identity.mine), now);
  for (const threadId of threadIds) tx.changes.threads.add(threadId);
  return { removed, last: mailIds.at(-1) ?? null };
}

/** The world with one entry only: mail that others keep out stays as they said. */
function worldOf(db: ReadDb, entry: Pick<BlocklistEntry, 'mode' | 'addresses' | 'domains'>): World {
  const world = readWorld(db);
  return { ...world, policy: { ...world.policy, blocklist: compileBlocklist([entry]) } };
}

function isPurged(db: ReadDb, mailId: MailId, world: World): boolean {
  const mail = mailFactsById(db, mailId);
  return mail !== null && blockOf(mail, world) === 'blocked' && !hasLinks(db, mailId);
}
