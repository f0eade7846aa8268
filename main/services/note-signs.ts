import type { Mailbox } from '../../app/domain/mail.ts';
import type { MailId, Uid } from '../../app/domain/ids.ts';
import type { MailSign } from '../../app/domain/served-mail.ts';
import { labelledMailboxes } from '../../app/rules/gmail-labels.ts';
import { mailboxesOf } from '../db/mailboxes.ts';
import { putServerMail, replaceLabels } from '../db/server-mails.ts';
import type { Transaction } from '../db/unit-of-work.ts';

/** Remembers the server's ids and labels of mails with the copies they were just stored as. */
export function noteSigns(
  tx: Transaction,
  { id, accountId }: Mailbox,
  signs: ReadonlyMap<Uid, MailSign>,
  stored: readonly { readonly uid: Uid; readonly mailId: MailId }[],
): void {
  if (signs.size === 0) return;
  const mailboxes = mailboxesOf(tx.db, accountId);
  for (const { uid, mailId } of stored) {
    const sign = signs.get(uid);
    if (sign === undefined) continue;
    putServerMail(tx.db, accountId, sign.serverId, mailId);
    if (sign.labels === null) continue;
    const labelled = labelledMailboxes(sign.labels, mailboxes).map((mailbox) => mailbox.id);
    replaceLabels(tx.db, id, uid, labelled);
  }
}
