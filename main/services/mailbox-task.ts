import type { UnixMs } from '../../app/domain/ids.ts';
import type { Mailbox } from '../../app/domain/mail.ts';
import { MailpinError } from '../../app/errors.ts';
import type { MailSession } from '../../app/ports.ts';
import { takeLease, type Lease } from '../db/accounts.ts';
import type { Transaction } from '../db/unit-of-work.ts';

/** One mailbox to work on over an open connection. */
export interface MailboxTask {
  readonly session: MailSession;
  readonly mailbox: Mailbox;
  readonly signal: AbortSignal;
  /** A fresh lease on the account, renewed with everything that is stored. */
  readonly newLease: () => Lease;
}

export interface MailboxOutcome {
  readonly added: number;
  readonly removed: number;
  readonly failed: number;
}

export function sumOf(outcomes: readonly MailboxOutcome[]): MailboxOutcome {
  return outcomes.reduce(
    (sum, { added, removed, failed }) => ({
      added: sum.added + added,
      removed: sum.removed + removed,
      failed: sum.failed + failed,
    }),
    { added: 0, removed: 0, failed: 0 },
  );
}

/** Throws `store.locked` when another program took over the account: then nothing of ours may be stored. */
export function holdLease(tx: Transaction, { accountId }: Mailbox, lease: Lease, now: UnixMs): void {
  if (!takeLease(tx.db, accountId, lease, now)) throw new MailpinError('store.locked', { account: accountId });
}
