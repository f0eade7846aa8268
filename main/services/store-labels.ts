import type { Mailbox } from '../../app/domain/mail.ts';
import type { MailId } from '../../app/domain/ids.ts';
import type { FlagChange } from '../../app/ports.ts';
import { isNeverRead, labelledMailboxes } from '../../app/rules/gmail-labels.ts';
import { mailboxesOf } from '../db/mailboxes.ts';
import { putNeverRead } from '../db/outside-mails.ts';
import { mailOfPlacement, removePlacement } from '../db/placements.ts';
import { replaceLabels } from '../db/server-mails.ts';
import type { Transaction } from '../db/unit-of-work.ts';

/**
 * Stores what labels say now. What became a draft, junk or trash is no longer a copy that is read; what no longer is one is fetched by
 * the caller (see `fetchReleased`).
 *
 * @returns mails of which something changed
 */
export function storeLabels(tx: Transaction, mailbox: Mailbox, flags: readonly FlagChange[]): readonly MailId[] {
  if (!flags.some(({ labels }) => labels !== null)) return [];
  const mailboxes = mailboxesOf(tx.db, mailbox.accountId);
  return flags.flatMap(({ uid, labels }) => {
    const mailId = labels === null ? null : mailOfPlacement(tx.db, mailbox.id, uid);
    if (labels === null || mailId === null) return [];
    if (isNeverRead(labels)) {
      removePlacement(tx.db, mailbox.id, uid);
      putNeverRead(tx.db, mailbox.id, uid);
      return [mailId];
    }
    const labelled = labelledMailboxes(labels, mailboxes).map(({ id }) => id);
    return replaceLabels(tx.db, mailbox.id, uid, labelled) ? [mailId] : [];
  });
}
