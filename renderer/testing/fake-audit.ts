/** Audits from memory, for tests of the window and its dev page. */
import type { AuditDifference, AuditReport, MailboxAudit } from '../../app/contract/audit-views.ts';
import type { AccountFacts, MailboxFacts } from '../../app/contract/status-views.ts';
import { AUDIT_REASONS, type AuditReason } from '../../app/domain/audit.ts';
import type { MessageId, Uid, UnixMs } from '../../app/domain/ids.ts';
import { NOW } from './fake-cards.ts';

/** An audit that misses two mails of the Inbox until it is repaired. */
export function fakeAudit({ id, address, mailboxes }: AccountFacts, isRepaired: boolean): AuditReport {
  const wrong = isRepaired ? 0 : 2;
  const read = mailboxes.filter(({ isMirrored }) => isMirrored);
  const differences = read.flatMap((mailbox) =>
    mailbox.role === 'inbox' ? Array.from({ length: wrong }, (_, at) => missing(mailbox, at)) : [],
  );
  return {
    accountId: id,
    address,
    beganAt: (NOW - 4_000) as UnixMs,
    endedAt: NOW as UnixMs,
    error: null,
    mailboxes: read.map((mailbox) => mailboxAudit(mailbox, mailbox.role === 'inbox' ? wrong : 0)),
    heldBack: {
      protected: 0,
      blocked: 1,
      internal: 2,
      bulk: 30,
      'auto-reply': 0,
      bounce: 0,
      invitation: 0,
      'no-reply': 0,
      'role-address': 0,
      'over-limit': 1,
    },
    differences,
    differenceCount: differences.length,
    repaired: isRepaired ? { fetched: 2, removed: 0, rebound: 0, reread: 0 } : null,
  };
}

function mailboxAudit({ id, path, role, serverCount }: MailboxFacts, missingCount: number): MailboxAudit {
  const counts = Object.fromEntries(AUDIT_REASONS.map((reason) => [reason, 0])) as Record<AuditReason, number>;
  return {
    mailboxId: id,
    path,
    role,
    serverCount: serverCount ?? 0,
    matchingCount: (serverCount ?? 0) - missingCount,
    differenceCounts: { ...counts, missing: missingCount },
    error: null,
  };
}

function missing({ id, path }: MailboxFacts, at: number): AuditDifference {
  const uid = (4_711 + at) as Uid;
  const atServer = `order-${String(at)}@ferreira-foods.example` as MessageId;
  return { mailboxId: id, path, uid, reason: 'missing', atServer, inMirror: null, because: null };
}
