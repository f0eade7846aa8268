import type { ChangeAccount } from '../../app/contract/commands.ts';
import type { Account } from '../../app/domain/account.ts';
import { isSameAccount } from '../../app/domain/same-account.ts';
import { MailpinError } from '../../app/errors.ts';
import type { ListedMailbox, MailSession } from '../../app/ports.ts';
import { importChoiceOf, setImportChoice, setSettings } from '../db/account-life.ts';
import { countMailsOf, knowsAnyId } from '../db/mail-of-account.ts';
import { adoptMailboxes } from './adopt-mailboxes.ts';
import { closeSession } from './close-session.ts';
import type { MailDeps } from './deps.ts';
import { connectedAccount } from './connected-account.ts';
import { findRenamed } from './find-renamed.ts';
import { applyImport, prepareImport, ticksOf } from './prepare-import.ts';

/** How many of the newest mails of the Inbox are compared, to tell a mailbox that moved from another one. */
const COMPARED_MAILS = 50;

/**
 * Corrects an account's server, sign-in or import choice. The way there is tried before anything is stored. Once mail was read, a new
 * server or user must lead to the same mailbox: some of its newest mails are known here.
 * Throws input.unknown-account, input.account-disconnected, input.other-account, keychain.*, imap.*, archive.*.
 */
export async function changeAccount(deps: MailDeps, order: ChangeAccount, signal: AbortSignal): Promise<void> {
  const before = connectedAccount(deps.store.db, order.accountId);
  const account: Account = { ...before, settings: order.settings ?? before.settings };
  const isImap = account.settings.kind === 'imap';
  const secret = order.password ?? (isImap ? await deps.secrets.get(account.id) : null);
  const session = await deps.openSource(account.settings).connect(account, secret, signal);
  try {
    const listed = await session.listMailboxes();
    if (!isSameAccount(before.settings, account.settings)) await refuseAnother(deps, account, session, listed);
    const choice = order.importChoice ?? importChoiceOf(deps.store.db, account.id);
    const isChosen = order.importChoice !== undefined;
    const prepared = isChosen ? await prepareImport(session, listed, choice, ticksOf(deps.store.db, account.id)) : [];
    const renamed = isChosen ? await findRenamed(deps.store.db, account.id, session, listed) : [];
    if (order.password !== undefined) await deps.secrets.set(account.id, order.password);
    deps.store.write((tx) => {
      connectedAccount(tx.db, account.id);
      setSettings(tx.db, account.id, account.settings);
      setImportChoice(tx.db, account.id, choice);
      if (!isChosen) return;
      adoptMailboxes(tx.db, account.id, listed, renamed);
      applyImport(tx.db, account.id, prepared);
    });
  } finally {
    await closeSession(session, deps.logger);
  }
}

async function refuseAnother(
  { store }: MailDeps,
  { id, address }: Account,
  session: MailSession,
  listed: readonly ListedMailbox[],
): Promise<void> {
  if (countMailsOf(store.db, id) === 0) return;
  const inbox = listed.find(({ role }) => role === 'inbox') ?? listed[0];
  if (inbox !== undefined) {
    await session.openMailbox(inbox.path);
    const newest = (await session.listUids()).slice(-COMPARED_MAILS);
    const identities = await session.readMessageIds(newest);
    if (
      knowsAnyId(
        store.db,
        id,
        identities.flatMap(({ messageId }) => messageId ?? []),
      )
    )
      return;
  }
  throw new MailpinError('input.other-account', { address });
}
