import type { AuditReason } from '../../app/domain/audit.ts';
import { REPAIRABLE_REASONS } from '../../app/domain/audit.ts';
import type { MessageId, Uid } from '../../app/domain/ids.ts';
import type { Mailbox } from '../../app/domain/mail.ts';
import { MailpinError } from '../../app/errors.ts';
import type { MailSession } from '../../app/ports.ts';
import { auditMailbox, type Comparison, type Difference, type MirrorSide } from '../../app/rules/audit-mailbox.ts';
import { mirrorSide } from '../db/audits.ts';
import { readCursor } from '../db/mailboxes.ts';
import { uidsWithoutText } from '../db/torn-mails.ts';
import type { Deps } from './deps.ts';

/** Mails asked for their Message-ID in one round: bounds the memory and what waits behind it on the connection. */
const BATCH_MAILS = 1_000;

/** One mailbox to look at over an open connection. */
interface Look {
  readonly session: MailSession;
  readonly mailbox: Mailbox;
  readonly signal: AbortSignal;
  readonly tell: (done: number, total: number) => void;
}

export interface MailboxComparison extends Comparison {
  readonly serverCount: number;
}

/**
 * Holds one mailbox against the mirror, by UID and Message-ID. Mail comes and goes while it looks, so what looks wrong is looked at
 * a second time, and only what still is counts. Leaves the mailbox open. Throws mailbox.gone, imap.*, archive.*, cancelled.
 */
export async function compareMailbox(deps: Deps, order: Look): Promise<MailboxComparison> {
  const first = await look(deps, order, () => true);
  const suspects = new Map(first.differences.filter(isWrong).map((one) => [one.uid, one.reason]));
  if (suspects.size === 0) return first;
  const second = await look(deps, { ...order, tell: () => undefined }, (uid) => suspects.has(uid));
  const confirmed = second.differences.filter(({ uid, reason }) => suspects.get(uid) === reason);
  const stillWrong = new Set(confirmed.map(({ uid }) => uid));
  const differences = first.differences.filter((one) => !isWrong(one) || stillWrong.has(one.uid));
  const settled = first.differences.filter((one) => isWrong(one) && !stillWrong.has(one.uid) && isThere(one.reason));
  return { ...first, matchingCount: first.matchingCount + settled.length, differences };
}

function isWrong({ reason }: Difference): boolean {
  return REPAIRABLE_REASONS.includes(reason);
}

/** Whether the server lists such a mail. */
function isThere(reason: AuditReason): boolean {
  return reason !== 'vanished';
}

async function look(
  { store }: Deps,
  { session, mailbox, signal, tell }: Look,
  isAskedFor: (uid: Uid) => boolean,
): Promise<MailboxComparison> {
  const { uidValidity } = await session.openMailbox(mailbox.path);
  const uids = await session.listUids();
  const isRenumbered = readCursor(store.db, mailbox.id)?.uidValidity !== uidValidity;
  const mirror = isRenumbered ? NOTHING_READ : mirrorSide(store.db, mailbox.id);
  const placements = new Map(mirror.placements);
  const messageIds = new Map<Uid, MessageId | null>();
  const asked = uids.filter(isAskedFor);
  for (let start = 0; start < asked.length; start += BATCH_MAILS) {
    if (signal.aborted) throw new MailpinError('cancelled');
    const batch = asked.slice(start, start + BATCH_MAILS);
    // Without its text a mail is not here, whatever else of it is.
    const [from, to] = [batch[0], batch.at(-1)];
    if (!isRenumbered && from !== undefined && to !== undefined)
      for (const uid of uidsWithoutText(store.db, mailbox.id, from, to)) placements.delete(uid);
    for (const { uid, messageId } of await session.readMessageIds(batch)) {
      // What is as it should be is most of a mailbox, and need not be kept.
      if (placements.get(uid) !== messageId) messageIds.set(uid, messageId);
    }
    tell(start + batch.length, asked.length);
  }
  return { ...auditMailbox({ uids, messageIds }, { ...mirror, placements }), serverCount: uids.length };
}

/** Under another UIDVALIDITY the mirror's UIDs mean nothing: the next sync reads the mailbox anew. */
const NOTHING_READ: MirrorSide = {
  placements: new Map(),
  unreadable: new Set(),
  outside: new Set(),
  neverRead: new Set(),
  blocked: new Set(),
  uidNext: 0,
  lowestUid: null,
};
