import { once } from 'node:events';
import { ENGINE_EVENTS } from '../../../app/contract/events.ts';
import type { MailpinApi } from '../../../app/contract/api.ts';
import type { AccountFacts, SyncReport } from '../../../app/contract/views.ts';
import { errorWords } from '../../../resources/locales/error-words.ts';
import { mailboxesWords, stateWords } from '../account-words.ts';
import { command, type Answer, type Context } from '../command.ts';
import { accountIdOf } from '../names.ts';
import { progressOn } from '../progress.ts';
import { factLines } from './status.ts';

export const sync = command({
  name: 'sync',
  forms: ['--once [--account ID]', '--watch'],
  summary: 'cli.command.sync',
  options: { once: { type: 'boolean' }, watch: { type: 'boolean' }, account: { type: 'string' } },
  operands: [0, 0],
  async run(context, { options }) {
    if (options.once === options.watch) throw context.usage('cli.usage.once-or-watch');
    if (options.once === true) return syncOnce(context, options.account);
    if (options.account !== undefined) throw context.usage('cli.usage.account-with-watch');
    await watch(context);
    return null;
  },
});

async function syncOnce(context: Context, account: string | undefined): Promise<Answer> {
  const engine = await context.engine();
  const accountId = account === undefined ? undefined : await accountIdOf(engine, account);
  const progress = showProgress(context, engine, await engine.call('accounts.list', {}));
  const reports = await engine.call('sync.once', { accountId }).finally(() => progress.stop());
  const accounts = await engine.call('accounts.list', {});
  const facts = await engine.call('status.get', {});
  return {
    document: { accounts: reports, status: facts },
    lines: () => [
      ...reports.flatMap((report) => reportLines(context, report, accounts)),
      ...(accounts.length === 0 ? [context.text.format('cli.account.none')] : ['', ...factLines(context.text, facts)]),
    ],
    isFailed: reports.some((report) => report.error !== null),
  };
}

function reportLines({ text }: Context, report: SyncReport, accounts: readonly AccountFacts[]): string[] {
  const address = accounts.find(({ id }) => id === report.accountId)?.address ?? report.accountId;
  if (report.error !== null) {
    const { what, next } = errorWords(text.format, report.error);
    return [`${address}  ${what}`, `  ${next}`];
  }
  const changes = text.format('cli.sync.changes', {
    added: report.added,
    removed: report.removed,
    failed: report.failed,
  });
  return [`${address}  ${mailboxesWords(text, report.mailboxes)}, ${changes}`];
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

/** Keeps the profile up to date until the program is asked to end. Trouble is told and waited out, never an end. */
async function watch({ host, out, text, engine: open }: Context): Promise<void> {
  const engine = await open();
  const addresses = new Map((await engine.call('accounts.list', {})).map(({ id, address }) => [id, address]));
  const stops = out.isJson
    ? ENGINE_EVENTS.map((event) => engine.on(event, (payload) => out.document({ at: host.now(), event, ...payload })))
    : [
        engine.on('account.changed', ({ accountId, state }) => {
          if (state.kind === 'mirroring') return;
          out.lines([`${addresses.get(accountId) ?? accountId}  ${stateWords(text, host.now(), state)}`]);
        }),
        engine.on('threads.changed', ({ threadIds }) =>
          out.lines([text.format('cli.watch.threads', { count: threadIds.length })]),
        ),
        engine.on('links.changed', ({ cardIds }) =>
          out.lines([text.format('cli.watch.links', { count: cardIds.length })]),
        ),
      ];
  await engine.call('sync.start', {});
  if (!host.signal.aborted) await once(host.signal, 'abort');
  for (const stop of stops) stop();
}
