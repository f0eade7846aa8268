import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ME } from './mailbox/made-people.ts';
import { startMadeServer, type MadeServer } from './mailbox/made-server.ts';
import { deliverMails } from './mirror/deliveries.ts';
import { mirrorWithMailpin } from './mirror/mailpin-run.ts';
import { searchTimes } from './mirror/searches.ts';
import { peersIn } from './peers.ts';
import { middle, percentile, type BenchOptions, type TargetBench, type TargetReport } from './targets.ts';

const USER = ME.address;
const PASSWORD = 'bench';
const DELIVERIES = 40;
const SEARCHES = 100;
const MB = 1_000_000;

export const mirrorBench: TargetBench = {
  name: 'mirror',
  what: 'The mirror beside mbsync, mu and notmuch, on one Dovecot in one run: a mailbox of made mail against 3,000 cards',
  async run(options) {
    const made = await startMadeServer(
      { mails: options.mails, format: options.format, user: USER, password: PASSWORD, isHibernating: true },
      tell,
    );
    const folder = mkdtempSync(join(tmpdir(), 'mailpin-bench-'));
    try {
      return await report(folder, made, options);
    } finally {
      await made.server.stop();
      rmSync(folder, { recursive: true });
    }
  },
};

async function report(
  folder: string,
  { server, sizeBytes }: MadeServer,
  { mails, rounds, hasNotmuch }: BenchOptions,
): Promise<TargetReport> {
  const newPeers = (name: string) => peersIn(join(folder, name), server, USER, PASSWORD);
  // The server's own caches are filled for everybody. In a Maildir, mail that nobody has seen is looked for among the new mail first, and
  // then the whole Maildir is listed, for each of them: somebody has to have opened the mailboxes.
  tell('warming the server');
  for (const mailbox of ['INBOX', 'Sent']) await server.mail.uids(USER, mailbox);
  await server.mail.close();
  await newPeers('warm').mbsync();
  rmSync(join(folder, 'warm'), { recursive: true });

  const peers = newPeers('peers');
  const runs = [];
  const copies: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    tell(`round ${String(round + 1)}: mbsync`);
    const copying = round === 0 ? peers : newPeers(`copy-${String(round)}`);
    copies.push(await copying.mbsync());
    tell(`round ${String(round + 1)}: Mailpin`);
    const run = await mirrorWithMailpin(join(folder, `profile-${String(round)}`), server, USER, PASSWORD);
    if (run.mailCount !== mails) throw new Error(`${String(run.mailCount)} of ${String(mails)} mails mirrored`);
    runs.push(run);
    if (round + 1 < rounds) await run.engine.stop();
  }
  const last = runs.at(-1);
  if (last === undefined) throw new Error('no round');
  const { engine } = last;
  tell('what is owed to the built-in CRM');
  const drainAt = performance.now();
  await engine.call('outbox.drain', {});
  const drainMs = performance.now() - drainAt;
  tell('nothing new');
  const nothingNew = { mbsync: [] as number[], mailpin: [] as number[] };
  for (let turn = 0; turn < 5; turn += 1) {
    nothingNew.mbsync.push(await peers.mbsync());
    const startedAt = performance.now();
    await engine.call('sync.once', {});
    nothingNew.mailpin.push(performance.now() - startedAt);
  }
  tell('searches');
  const searched = await searchTimes(engine, mails, SEARCHES);
  tell('deliveries');
  const delivered = await deliverMails(engine, server, USER, PASSWORD, DELIVERIES);
  await engine.stop();
  const databaseBytes = statSync(join(folder, `profile-${String(rounds - 1)}`, 'mailpin.db')).size;
  tell('mu index');
  const muMs = await peers.muIndex();
  if (hasNotmuch) tell('notmuch new');
  const notmuchMs = hasNotmuch ? await peers.notmuchNew() : null;

  const mirrorMs = middle(runs.map((run) => run.mirrorMs));
  const mbsyncMs = middle(copies);
  const row = (what: string, value: number, unit: string, must: number, aim: number) => ({
    what,
    value,
    unit,
    must,
    aim,
  });
  return {
    rows: [
      row('mirror, text, threads and matching over mbsync + mu index', mirrorMs / (mbsyncMs + muMs), '', 0.8, 0.5),
      row('the same over mbsync alone', mirrorMs / mbsyncMs, '', 2, 1),
      row('newest 300 stored, threaded, matched', middle(runs.map((run) => run.firstMs)), 'ms', 1_500, 700),
      row('pass with nothing new over mbsync', middle(nothingNew.mailpin) / middle(nothingNew.mbsync), '', 1, 0.5),
      row('mail delivered to event out, p95', percentile(delivered.sinceDelivered, 0.95), 'ms', 300, 100),
      row('search of three words, p95', percentile(searched, 0.95), 'ms', 30, 10),
      row('peak memory of the engine', middle(runs.map((run) => run.peakBytes)) / MB, 'MB', 300, 180),
      row('database over raw bytes', databaseBytes / sizeBytes, '', 0.4, 0.3),
      row(
        'a question while the mailbox is read, p99',
        percentile(
          runs.flatMap((run) => run.answerMs),
          0.99,
        ),
        'ms',
        100,
        30,
      ),
    ],
    facts: {
      mails,
      'raw MB': sizeBytes / MB,
      'mbsync s': mbsyncMs / 1_000,
      'mu index s': muMs / 1_000,
      ...(notmuchMs === null ? {} : { 'notmuch new s': notmuchMs / 1_000 }),
      'Mailpin s': mirrorMs / 1_000,
      'Mailpin CPU s': middle(runs.map((run) => run.cpuMs)) / 1_000,
      'paying the built-in CRM afterwards s': drainMs / 1_000,
      'nothing new, mbsync ms': middle(nothingNew.mbsync),
      'nothing new, Mailpin ms': middle(nothingNew.mailpin),
      'delivered to event out, p50 ms': middle(delivered.sinceDelivered),
      'announced by the server to event out, p95 ms': percentile(delivered.sinceAnnounced, 0.95),
      'search p50 ms': middle(searched),
      'question p50 ms': middle(runs.flatMap((run) => run.answerMs)),
    },
  };
}

function tell(text: string): void {
  process.stderr.write(`  ${new Date().toISOString().slice(11, 19)} ${text}\n`);
}
