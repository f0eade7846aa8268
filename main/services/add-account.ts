import type { AddAccount } from '../../app/contract/commands.ts';
import { EVERYTHING, type Account, type ImportChoice, type SourceSettings } from '../../app/domain/account.ts';
import { canonicalAddress } from '../../app/domain/address.ts';
import type { AccountId } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';
import type { ListedMailbox } from '../../app/ports.ts';
import { accountStanding, setImportChoice } from '../db/account-life.ts';
import { insertAccount } from '../db/accounts.ts';
import { adoptMailboxes } from './adopt-mailboxes.ts';
import { closeSession } from './close-session.ts';
import type { MailDeps } from './deps.ts';
import { learnOwnAddress } from './learn-own-address.ts';
import { matchStaleThreads } from './match-stale-threads.ts';
import { applyImport, prepareImport, type PreparedMailbox } from './prepare-import.ts';

/**
 * Connects an account. Nothing is stored before the sign-in worked, unless the caller asked for no check.
 * Throws input.invalid, input.account-exists, input.account-disconnected, keychain.*, and with the check imap.* and archive.*.
 */
export async function addAccount(deps: MailDeps, order: AddAccount, signal: AbortSignal): Promise<AccountId> {
  const account = accountFor(order.address, order.settings);
  const choice = order.importChoice ?? EVERYTHING;
  refuseSecond(deps, account);
  const look = order.isChecked ? await lookThrough(deps, account, order.password, choice, signal) : NOTHING_SEEN;
  if (order.password !== null) await deps.secrets.set(account.id, order.password);
  deps.store.write((tx) => {
    refuseSecond(deps, account);
    insertAccount(tx.db, account, deps.clock.now());
    setImportChoice(tx.db, account.id, choice);
    if (look.prepared.length > 0) {
      adoptMailboxes(tx.db, account.id, look.listed, []);
      applyImport(tx.db, account.id, look.prepared);
    }
    learnOwnAddress(tx, account.address, 'account');
    const state = { kind: 'never-synced' } as const;
    tx.changes.events.push({ name: 'account.changed', payload: { accountId: account.id, state } });
  });
  await matchStaleThreads(deps);
  return account.id;
}

/** An account as it would be stored: its id is its address. Throws input.invalid. */
export function accountFor(typed: string, settings: SourceSettings): Account {
  const address = canonicalAddress(typed);
  if (address === null) throw new MailpinError('input.invalid', { field: 'address' });
  const id: string = address;
  return { id: id as AccountId, address, settings };
}

function refuseSecond({ store }: MailDeps, { id, address }: Account): void {
  const standing = accountStanding(store.db, id);
  if (standing === null) return;
  throw new MailpinError(standing === 'disconnected' ? 'input.account-disconnected' : 'input.account-exists', {
    address,
  });
}

interface FirstLook {
  readonly listed: readonly ListedMailbox[];
  readonly prepared: readonly PreparedMailbox[];
}
const NOTHING_SEEN: FirstLook = { listed: [], prepared: [] };

/** Signs in and lists the mailboxes; where not everything is wanted, sees also where they stand. */
async function lookThrough(
  deps: MailDeps,
  account: Account,
  password: string | null,
  choice: ImportChoice,
  signal: AbortSignal,
): Promise<FirstLook> {
  const isKept = password === null && account.settings.kind === 'imap';
  const secret = isKept ? await deps.secrets.get(account.id) : password;
  const session = await deps.openSource(account.settings).connect(account, secret, signal);
  try {
    const listed = await session.listMailboxes();
    const isAll = choice.kind === 'everything';
    return { listed, prepared: isAll ? [] : await prepareImport(session, listed, choice, new Map()) };
  } finally {
    await closeSession(session, deps.logger);
  }
}
