import type { MailpinApi } from '../../../app/contract/api.ts';
import { readCardFile } from '../card-file.ts';
import { command } from '../command.ts';
import { isForSample, SAMPLE_ADDRESS, writeSample, type Sample } from '../sample.ts';
import { syncAnswer } from '../sync-answer.ts';

export const demo = command({
  name: 'demo',
  forms: ['--profile DIR'],
  summary: 'cli.command.demo',
  options: {},
  operands: [0, 0],
  async run(context) {
    const { host, profile } = context;
    if (!profile.isNamed) throw context.usage('cli.usage.demo-profile');
    if (!isForSample(profile.dir)) throw context.usage('cli.usage.demo-not-empty', { path: profile.dir });
    const sample = await writeSample(profile.dir, host.now());
    const engine = await context.engine();
    await connect(engine, sample);
    return syncAnswer(context, engine, undefined);
  },
});

/** Connects what is not there yet; what a visitor has changed since stays. */
async function connect(engine: MailpinApi, { maildir, cardFile }: Sample): Promise<void> {
  const { accounts, cardCounts } = await engine.call('status.get', {});
  if (accounts.length === 0) {
    const settings = { kind: 'maildir', path: maildir } as const;
    await engine.call('accounts.add', { address: SAMPLE_ADDRESS, settings, password: null, isChecked: true });
  }
  if (cardCounts.deal === 0) await engine.call('cards.import', { rows: readCardFile(cardFile).rows });
}
