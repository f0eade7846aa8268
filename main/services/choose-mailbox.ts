import type { Input } from '../../app/contract/api.ts';
import { MailpinError } from '../../app/errors.ts';
import { isChoosable } from '../../app/rules/mailbox-scope.ts';
import { mailboxesOf, tickMailbox } from '../db/mailboxes.ts';
import { connectedAccount } from './connected-account.ts';
import type { MailDeps } from './deps.ts';
import { lookAtMailboxes } from './look-at-mailboxes.ts';

/**
 * Has a mailbox read from the next sync on, or not any more (rules 3.1 and 3.2): what was read stays, with its links. A mailbox that
 * is not known yet is looked for at the server.
 * Throws input.unknown-account, input.account-disconnected, input.unknown-mailbox, input.never-read, imap.*, archive.*.
 */
export async function chooseMailbox(
  deps: MailDeps,
  { accountId, mailbox: path, isRead }: Input<'mailboxes.choose'>,
  signal: AbortSignal,
): Promise<void> {
  const { id } = connectedAccount(deps.store.db, accountId);
  const isKnown = mailboxesOf(deps.store.db, id).some((mailbox) => mailbox.path === path);
  if (!isKnown) await lookAtMailboxes(deps, id, signal);
  const all = mailboxesOf(deps.store.db, id);
  const mailbox = all.find((one) => one.path === path);
  if (mailbox === undefined) throw new MailpinError('input.unknown-mailbox', { mailbox: path });
  if (isRead && !isChoosable(mailbox, all)) throw new MailpinError('input.never-read', { mailbox: path });
  deps.store.write((tx) => tickMailbox(tx.db, mailbox.id, isRead));
}
