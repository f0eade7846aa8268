import type { AccountId, MailboxId } from '../../app/domain/ids.ts';
import { toMailpinError } from '../../app/errors.ts';
import type { ListedMailbox, MailSession } from '../../app/ports.ts';
import type { SyncCursor } from '../../app/machines/plan-sync.ts';
import { isRenamed, type MailboxTraits } from '../../app/rules/renamed-mailbox.ts';
import { mailboxesOf, readCursor } from '../db/mailboxes.ts';
import { newestPlacements } from '../db/placements.ts';
import type { ReadDb } from '../db/sql.ts';

/** A mailbox that stands under another name now. */
export interface RenamedMailbox {
  readonly mailboxId: MailboxId;
  readonly path: string;
}

/** Mails that are compared. */
const COMPARED_MAILS = 20;

/**
 * Which of the mailboxes that are read went and appeared again under another name. Only paths that were never listed before are looked
 * at, so a mailbox that is gone for good costs nothing. Leaves any mailbox open. Throws imap.*, archive.*.
 */
export async function findRenamed(
  db: ReadDb,
  accountId: AccountId,
  session: MailSession,
  listed: readonly ListedMailbox[],
): Promise<readonly RenamedMailbox[]> {
  const known = mailboxesOf(db, accountId);
  const gone = known.filter(({ path, isMirrored }) => isMirrored && !listed.some((one) => one.path === path));
  const found: RenamedMailbox[] = [];
  const taken = new Set(known.map(({ path }) => path));
  for (const { id } of gone) {
    const before = traitsOf(db, id);
    if (before === null) continue;
    const isOneOfItsKind = hasOwnUidValidity(
      before.uidValidity,
      known.filter((one) => one.id !== id).map((one) => readCursor(db, one.id)),
    );
    for (const { path } of listed) {
      if (taken.has(path) || !(await isThere(session, path, before, isOneOfItsKind))) continue;
      taken.add(path);
      found.push({ mailboxId: id, path });
      break;
    }
  }
  return found;
}

function traitsOf(db: ReadDb, mailboxId: MailboxId): MailboxTraits | null {
  const cursor = readCursor(db, mailboxId);
  return cursor === null ? null : { ...cursor, mails: newestPlacements(db, mailboxId, COMPARED_MAILS) };
}

/** Whether other mailboxes were read, and none of them has it. */
function hasOwnUidValidity(uidValidity: number, others: readonly (SyncCursor | null)[]): boolean {
  const read = others.filter((cursor) => cursor !== null);
  return read.length > 0 && read.every((cursor) => cursor.uidValidity !== uidValidity);
}

async function isThere(
  session: MailSession,
  path: string,
  before: MailboxTraits,
  isOneOfItsKind: boolean,
): Promise<boolean> {
  try {
    const status = await session.openMailbox(path);
    if (status.uidValidity !== before.uidValidity) return false;
    const uids = [...before.mails.keys()];
    const served = uids.length === 0 ? [] : await session.readMessageIds(uids);
    const now = { ...status, mails: new Map(served.map(({ uid, messageId }) => [uid, messageId])) };
    return isRenamed(before, now, isOneOfItsKind);
  } catch (error) {
    // One that went again, or that may be listed and not opened.
    const { code } = toMailpinError(error);
    if (code === 'mailbox.gone' || code === 'imap.refused') return false;
    throw error;
  }
}
