import type { AuditProgress } from '../../app/contract/audit-views.ts';
import type { SyncReport } from '../../app/contract/report-views.ts';
import type { MailboxFacts } from '../../app/contract/status-views.ts';
import type { Account } from '../../app/domain/account.ts';
import type { AccountId } from '../../app/domain/ids.ts';
import { accountStanding } from '../db/account-life.ts';
import { listAccounts } from '../db/accounts.ts';
import { addAccount } from '../services/add-account.ts';
import { auditAccount } from '../services/audit-account.ts';
import { saveAuditCsv } from '../services/audit-csv.ts';
import { changeAccount } from '../services/change-account.ts';
import { chooseMailbox } from '../services/choose-mailbox.ts';
import { connectedAccount } from '../services/connected-account.ts';
import { countImport } from '../services/count-import.ts';
import { deleteAccount } from '../services/delete-account.ts';
import type { MailDeps } from '../services/deps.ts';
import { disconnectAccount } from '../services/disconnect-account.ts';
import { lookAtMailboxes } from '../services/look-at-mailboxes.ts';
import { pauseBackfill } from '../services/pause-backfill.ts';
import { reconnectAccount } from '../services/reconnect-account.ts';
import { signIn } from '../services/sign-in.ts';
import { syncAccount } from '../services/sync-account.ts';
import type { AccountWork } from './account-work.ts';
import type { CommandHandlers } from './handler-map.ts';
import type { Watchers } from './watchers.ts';

export interface AccountParts {
  readonly deps: MailDeps;
  readonly watchers: Watchers;
  readonly work: AccountWork;
  readonly mailboxFacts: (accountId: AccountId) => readonly MailboxFacts[];
  readonly tellAudit: (progress: AuditProgress) => void;
  /** Aborted when the engine stops. */
  readonly signal: AbortSignal;
}

type AccountCommand = Extract<
  keyof CommandHandlers,
  `accounts.${string}` | `mailboxes.${string}` | 'audit.run' | 'sync.once' | 'sync.pause' | 'sync.resume'
>;

/** Commands on accounts: each ends what runs on the account where it must, and has it watched again afterwards. */
export function accountHandlers(parts: AccountParts): Pick<CommandHandlers, AccountCommand> {
  const { deps, watchers, work, mailboxFacts, tellAudit, signal } = parts;
  const stop = async (accountId: AccountId): Promise<void> => {
    await watchers.end(accountId);
    await work.end(accountId);
  };
  const sync = (account: Account): Promise<SyncReport> =>
    work.run(account.id, async (ending) => {
      const report = await syncAccount(deps, account, ending);
      return { ...report, mailboxes: mailboxFacts(account.id) };
    });
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
    'accounts.count': (order) => countImport(deps, order, signal),
    async 'accounts.change'(order) {
      // The connections of the watch are given back first: the server may refuse one more.
      await watchers.end(order.accountId);
      try {
        await work.run(order.accountId, (ending) => changeAccount(deps, order, ending));
      } finally {
        await watchers.restart(order.accountId);
      }
      return null;
    },
    async 'accounts.disconnect'({ accountId }) {
      // Marked first: from then on nobody, in no program, stores anything of the account.
      await disconnectAccount(deps, accountId);
      await stop(accountId);
      return null;
    },
    async 'accounts.reconnect'(order) {
      await reconnectAccount(deps, order, signal);
      await watchers.restart(order.accountId);
      return null;
    },
    'accounts.delete': (order) => deleteAccount(deps, order, () => stop(order.accountId)),
    async 'accounts.sign-in'(order) {
      await signIn(deps, order);
      await watchers.restart(order.accountId);
      return null;
    },
    async 'audit.run'({ accountId, isRepair, path }) {
      const reports = await Promise.all(
        accountsMeant(deps, accountId).map((account) =>
          work.run(account.id, (ending) => auditAccount(deps, account, { isRepair, signal: ending, tell: tellAudit })),
        ),
      );
      if (path !== undefined) await saveAuditCsv(reports, path);
      return reports;
    },
    async 'mailboxes.look'({ accountId }) {
      await work.run(accountId, (ending) => lookAtMailboxes(deps, accountId, ending));
      return mailboxFacts(accountId);
    },
    async 'mailboxes.choose'(order) {
      await work.run(order.accountId, (ending) => chooseMailbox(deps, order, ending));
      await watchers.restart(order.accountId);
      return null;
    },
    'sync.pause': ({ accountId }) => letBackfillWait(accountId, true),
    'sync.resume': ({ accountId }) => letBackfillWait(accountId, false),
    'sync.once': ({ accountId }) => Promise.all(accountsMeant(deps, accountId).map(sync)),
  };
}

/** The named account, or all that are connected. Throws input.unknown-account, input.account-disconnected. */
function accountsMeant({ store }: MailDeps, accountId: AccountId | undefined): readonly Account[] {
  if (accountId !== undefined) return [connectedAccount(store.db, accountId)];
  return listAccounts(store.db).filter(({ id }) => accountStanding(store.db, id) === 'connected');
}
