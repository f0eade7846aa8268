import type { MailpinApi } from '../../app/contract/api.ts';
import type { SyncReport } from '../../app/contract/report-views.ts';
import type { AccountFacts } from '../../app/contract/status-views.ts';
import type { AccountId } from '../../app/domain/ids.ts';
import { errorWords } from '../../resources/locales/error-words.ts';
import { mailboxesWords, stateWords } from './account-words.ts';
import type { Answer, Context } from './command.ts';
import { factLines } from './fact-lines.ts';
import { progressOn } from './progress.ts';

/** Brings accounts up to date once, telling on the way how far it has come, and says what the profile holds then. */
export async function syncAnswer(
  context: Context,
  engine: MailpinApi,
  accountId: AccountId | undefined,
): Promise<Answer> {
  const progress = showProgress(context, engine, await engine.call('accounts.list', {}));
  const reports = await engine.call('sync.once', { accountId }).finally(() => progress.stop());
  const push = await engine.call('outbox.drain', {});
  const accounts = await engine.call('accounts.list', {});
  const facts = await engine.call('status.get', {});
  return {
    document: { accounts: reports, push, status: facts },
    lines: () => [
      ...reports.flatMap((report) => reportLines(context, report, accounts)),
      ...disconnectedLines(context, accounts, accountId),
      ...(accounts.length === 0 ? [context.text.format('cli.account.none')] : ['', ...factLines(context.text, facts)]),
    ],
    isFailed: reports.some((report) => report.error !== null),
  };
}

function reportLines({ text, host }: Context, report: SyncReport, accounts: readonly AccountFacts[]): string[] {
  const account = accounts.find(({ id }) => id === report.accountId);
  const address = account?.address ?? report.accountId;
  if (report.error !== null) {
    const { what, next } = errorWords(text.format, report.error);
    return [`${address}  ${what}`, `  ${next}`];
  }
  const changes = text.format('cli.sync.changes', {
    added: report.added,
    removed: report.removed,
    failed: report.failed,
  });
  const facts = `${address}  ${mailboxesWords(text, report.mailboxes)}, ${changes}`;
  return account?.state.kind === 'paused' ? [facts, `  ${stateWords(text, host.now(), account.state)}`] : [facts];
}

/** Nobody asked a disconnected account for mail, which is not the same as no new mail. */
function disconnectedLines(
  { text, host }: Context,
  accounts: readonly AccountFacts[],
  accountId: AccountId | undefined,
): string[] {
  return accounts
    .filter(({ id, state }) => state.kind === 'disconnected' && (accountId ?? id) === id)
    .map(({ address, state }) => `${address}  ${stateWords(text, host.now(), state)}`);
}

function showProgress(context: Context, engine: MailpinApi, accounts: readonly AccountFacts[]): { stop(): void } {
  const { host, out, text } = context;
  const progress = progressOn(host.stderr, out.isJson, () => host.now());
  const stop = engine.on('account.changed', ({ accountId, state }) => {
    const address = accounts.find(({ id }) => id === accountId)?.address ?? accountId;
    progress.show(`${address}  ${stateWords(text, host.now(), state)}`);
  });
  return {
    stop() {
      stop();
      progress.clear();
    },
  };
}
