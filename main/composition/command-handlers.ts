import type { Input, Output } from '../../app/contract/api.ts';
import type { CommandName } from '../../app/contract/commands.ts';
import type { MailboxFacts, SyncReport } from '../../app/contract/views.ts';
import type { Account } from '../../app/domain/account.ts';
import type { AccountId } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';
import type { CardKeeper, CrmConnector } from '../../app/ports.ts';
import { findAccount, listAccounts } from '../db/accounts.ts';
import { addAccount } from '../services/add-account.ts';
import { attachMails } from '../services/attach-mails.ts';
import type { MailDeps } from '../services/deps.ts';
import { detachMails } from '../services/detach-mails.ts';
import { importCards } from '../services/import-cards.ts';
import { moveDeal } from '../services/move-deal.ts';
import { pauseBackfill } from '../services/pause-backfill.ts';
import { retryEntry } from '../services/retry-entry.ts';
import { saveAttachment } from '../services/save-attachment.ts';
import { signIn } from '../services/sign-in.ts';
import { syncAccount } from '../services/sync-account.ts';
import { takeBack } from '../services/take-back.ts';
import { undoAction } from '../services/undo-action.ts';
import type { Drainer } from './drainer.ts';
import type { Watchers } from './watchers.ts';

export interface CommandParts {
  readonly deps: MailDeps;
  /** The CRM inside Mailpin. */
  readonly crm: CrmConnector & CardKeeper;
  readonly drainer: Drainer;
  readonly watchers: Watchers;
  readonly mailboxFacts: (accountId: AccountId) => readonly MailboxFacts[];
  /** Aborted when the engine stops. */
  readonly signal: AbortSignal;
}

export type CommandHandlers = {
  readonly [Name in CommandName]: (input: Input<Name>) => Output<Name> | Promise<Output<Name>>;
};

/** What carries out every command of the contract. */
export function commandHandlers({ deps, crm, drainer, watchers, mailboxFacts, signal }: CommandParts): CommandHandlers {
  const sync = async (account: Account): Promise<SyncReport> => {
    const report = await syncAccount(deps, account, signal);
    return { ...report, mailboxes: mailboxFacts(account.id) };
  };
  const letBackfillWait = (accountId: AccountId | undefined, isPaused: boolean): null => {
    for (const account of accountsMeant(deps, accountId)) pauseBackfill(deps, account, isPaused);
    return null;
  };
  return {
    async 'accounts.add'(order) {
      const accountId = await addAccount(deps, order, signal);
      await watchers.restart(accountId);
      return accountId;
    },
    async 'accounts.sign-in'(order) {
      await signIn(deps, order);
      await watchers.restart(order.accountId);
      return null;
    },
    'sync.once': ({ accountId }) => Promise.all(accountsMeant(deps, accountId).map(sync)),
    'sync.start'() {
      watchers.start();
      return null;
    },
    'sync.pause': ({ accountId }) => letBackfillWait(accountId, true),
    'sync.resume': ({ accountId }) => letBackfillWait(accountId, false),
    async 'sync.stop'() {
      await watchers.stop();
      return null;
    },
    'cards.import': ({ rows }) => importCards(deps, crm, rows),
    async 'cards.move'(order) {
      await moveDeal(deps, crm, order);
      return null;
    },
    'links.attach': (order) => attachMails(deps, order),
    'links.detach': (order) => detachMails(deps, order),
    'actions.undo': ({ actionId }) => undoAction(deps, actionId ?? null),
    'outbox.drain': () => drainer.drain(),
    'outbox.retry'({ outboxId }) {
      retryEntry(deps, outboxId);
      return null;
    },
    'ledger.take-back': (order) => takeBack(deps, order),
    'attachments.save': (order) => saveAttachment(deps, order, signal),
  };
}

function accountsMeant({ store }: MailDeps, accountId: AccountId | undefined): readonly Account[] {
  if (accountId === undefined) return listAccounts(store.db);
  const account = findAccount(store.db, accountId);
  if (account === null) throw new MailpinError('input.unknown-account', { account: accountId });
  return [account];
}
