import { once } from 'node:events';
import { ENGINE_EVENTS } from '../../../app/contract/events.ts';
import { stateWords } from '../account-words.ts';
import { command, type Context } from '../command.ts';
import { accountIdOf } from '../names.ts';
import { syncAnswer } from '../sync-answer.ts';

export const sync = command({
  name: 'sync',
  forms: ['--once [--account ID]', '--watch'],
  summary: 'cli.command.sync',
  options: { once: { type: 'boolean' }, watch: { type: 'boolean' }, account: { type: 'string' } },
  operands: [0, 0],
  async run(context, { options }) {
    if (options.once === options.watch) throw context.usage('cli.usage.once-or-watch');
    if (options.once === true) {
      const engine = await context.engine();
      const { account } = options;
      return syncAnswer(context, engine, account === undefined ? undefined : await accountIdOf(engine, account));
    }
    if (options.account !== undefined) throw context.usage('cli.usage.account-with-watch');
    await watch(context);
    return null;
  },
});

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
