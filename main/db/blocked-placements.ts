/** Mail that is not kept because of the blocklist: what accounts for it, and nothing of what it says. */
import { createHash } from 'node:crypto';
import type { EntryId, MailboxId, MailId, MessageKey, Uid, UnixMs } from '../../app/domain/ids.ts';
import { run, sql, type WriteDb } from './sql.ts';

export interface BlockedPlacement {
  readonly mailboxId: MailboxId;
  readonly uid: Uid;
  readonly messageKey: MessageKey;
  readonly entryId: EntryId;
  readonly heldAt: UnixMs;
}

export function putBlockedPlacement(db: WriteDb, placement: BlockedPlacement): void {
  run(
    db,
    sql`
    INSERT INTO blocked_placement (mailbox_id, uid, key_hash, entry_id, held_at)
    VALUES (${placement.mailboxId}, ${placement.uid}, ${hashOf(placement.messageKey)}, ${placement.entryId}, ${placement.heldAt})
    ON CONFLICT (mailbox_id, uid) DO UPDATE
       SET key_hash = excluded.key_hash, entry_id = excluded.entry_id, held_at = excluded.held_at`,
  );
  run(db, sql`DELETE FROM failed_mail WHERE mailbox_id = ${placement.mailboxId} AND uid = ${placement.uid}`);
}

/** The copies of a mail that is about to be taken out stay accounted for. */
export function blockPlacementsOf(
  db: WriteDb,
  mailId: MailId,
  { messageKey, entryId, heldAt }: Pick<BlockedPlacement, 'messageKey' | 'entryId' | 'heldAt'>,
): void {
  run(
    db,
    sql`
    INSERT INTO blocked_placement (mailbox_id, uid, key_hash, entry_id, held_at)
    SELECT mailbox_id, uid, ${hashOf(messageKey)}, ${entryId}, ${heldAt} FROM placement WHERE mail_id = ${mailId}
    ON CONFLICT (mailbox_id, uid) DO NOTHING`,
  );
}

/** Mailboxes whose mail was not kept because of an entry are compared from the beginning with their next sync, so that it comes. */
export function freeBlocked(db: WriteDb, entryId: EntryId): void {
  run(
    db,
    sql`
    UPDATE mailbox SET highest_mod_seq = NULL
     WHERE mailbox_id IN (SELECT mailbox_id FROM blocked_placement WHERE entry_id = ${entryId})`,
  );
  run(db, sql`DELETE FROM blocked_placement WHERE entry_id = ${entryId}`);
}

/** A key may hold a Message-ID in clear, which is part of the mail. */
function hashOf(key: MessageKey): string {
  return createHash('sha256').update(key).digest('hex');
}
