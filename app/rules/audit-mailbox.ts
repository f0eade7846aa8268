/** Holds what a server has of a mailbox against what the mirror has of it, with a reason for every difference (rules 9.5). Pure. */
import type { AuditReason } from '../domain/audit.ts';
import type { MessageId, Uid } from '../domain/ids.ts';

export interface ServerSide {
  /** Every mail the server lists. Its Message-ID; undefined where it is the mirror's, or went away, or would not be read, while it was asked. */
  readonly uids: readonly Uid[];
  readonly messageIds: ReadonlyMap<Uid, MessageId | null>;
}

export interface MirrorSide {
  readonly placements: ReadonlyMap<Uid, MessageId | null>;
  readonly unreadable: ReadonlySet<Uid>;
  readonly outside: ReadonlySet<Uid>;
  readonly neverRead: ReadonlySet<Uid>;
  readonly blocked: ReadonlySet<Uid>;
  /** Mails from here on came after the last sync. */
  readonly uidNext: number;
  /** The backfill reached down to here; null when it is complete. */
  readonly lowestUid: Uid | null;
}

export interface Difference {
  readonly uid: Uid;
  readonly reason: AuditReason;
  readonly atServer: MessageId | null;
  readonly inMirror: MessageId | null;
}

export interface Comparison {
  readonly matchingCount: number;
  /** By ascending UID. */
  readonly differences: readonly Difference[];
}

/** Linear in the number of mails. */
export function auditMailbox(server: ServerSide, mirror: MirrorSide): Comparison {
  const listed = new Set(server.uids);
  const differences: Difference[] = [];
  let matchingCount = 0;
  for (const uid of listed) {
    const atServer = server.messageIds.get(uid) ?? null;
    const inMirror = mirror.placements.get(uid);
    if (inMirror === undefined)
      differences.push({ uid, reason: reasonOfAbsence(uid, mirror), atServer, inMirror: null });
    else if (!server.messageIds.has(uid) || atServer === inMirror) matchingCount += 1;
    else differences.push({ uid, reason: 'other-mail', atServer, inMirror });
  }
  for (const [uid, inMirror] of mirror.placements) {
    if (!listed.has(uid)) differences.push({ uid, reason: 'vanished', atServer: null, inMirror });
  }
  return { matchingCount, differences: differences.sort((a, b) => a.uid - b.uid) };
}

function reasonOfAbsence(uid: Uid, mirror: MirrorSide): AuditReason {
  const { unreadable, outside, neverRead, blocked, uidNext, lowestUid } = mirror;
  if (blocked.has(uid)) return 'blocked';
  if (neverRead.has(uid)) return 'never-read';
  if (outside.has(uid)) return 'outside-import';
  if (unreadable.has(uid)) return 'unreadable';
  const isOwed = uid >= uidNext || (lowestUid !== null && uid < lowestUid);
  return isOwed ? 'not-read-yet' : 'missing';
}
