/**
 * Killed at any moment, the program goes on where it was: the built engine syncs from a real Dovecot and is killed at random moments
 * of first and later syncs; then the profile holds, table by table, what one holds that was left alone.
 *
 * `npm run soak` kills 500 times (MAILPIN_KILLS); every test run some 40 times. MAILPIN_SEED repeats a run.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDovecot, type Dovecot } from '../../e2e/servers/dovecot.ts';
import { dumpProfile } from '../services/testing/dump.ts';
import { CARD_FILE, rawMail, SALLY } from './testing/mail-maker.ts';
import { newProfile, type Profile } from './testing/profile.ts';
import { seededChance } from './testing/seeded-chance.ts';

const KILLS = Number(process.env['MAILPIN_KILLS'] ?? 40);
const SEED = Number(process.env['MAILPIN_SEED'] ?? 20_261_122);
const KILLS_A_ROUND = 10;
/** A longer run tells how far it is. */
const TOLD_IN_PARTS = 100;
/** A first sync, then two later ones, then a new profile. */
const ROUNDS_A_PROFILE = 3;
const FIRST_MAILS = 240;
const CHANGES_A_ROUND = 40;
/** Share of an undisturbed run's time within which runs are killed, so that most of them come to their end in several. */
const LATEST = 0.7;
const PASSWORD = 'correct horse';
const PEOPLE = ['ana@globex.test', 'ben@initech.test', 'carl@globex.test', 'nina@elsewhere.test'];

const chance = seededChance(SEED);
const below = (limit: number): number => Math.floor(chance() * limit);
let server: Dovecot;
let mailCount = 0;

beforeAll(async () => {
  server = await startDovecot({ users: { [SALLY]: PASSWORD }, ssl: 'no' });
  for (let mail = 0; mail < FIRST_MAILS; mail += 1) await deliver();
});
afterAll(() => server.stop());

/** Threads of three: a customer asks, Sally answers, the customer replies. */
async function deliver(): Promise<void> {
  const at = mailCount;
  mailCount += 1;
  const first = at - (at % 3);
  const customer = PEOPLE[(first / 3) % PEOPLE.length] ?? SALLY;
  const isAnswer = at % 3 === 1;
  const raw = rawMail({
    id: `m${at}`,
    from: isAnswer ? SALLY : customer,
    to: isAnswer ? [customer] : [SALLY],
    answers: Array.from({ length: at - first }, (_gap, back) => `m${first + back}`),
    minute: at,
  });
  await server.mail.append(SALLY, { raw, mailbox: isAnswer ? 'Sent' : 'INBOX' });
}

/** What other programs do to the mailbox between two syncs. */
async function change(): Promise<void> {
  for (let done = 0; done < CHANGES_A_ROUND; done += 1) {
    const mailbox = below(2) === 0 ? 'INBOX' : 'Sent';
    const kind = below(6);
    if (kind < 3) {
      await deliver();
      continue;
    }
    const uids = await server.mail.uids(SALLY, mailbox);
    const uid = uids[below(uids.length)];
    if (uid === undefined) continue;
    if (kind === 3) await server.mail.addFlags(SALLY, mailbox, [uid], ['\\Seen']);
    if (kind === 4) await server.mail.move(SALLY, mailbox, [uid], 'Archive');
    if (kind === 5) await server.mail.expunge(SALLY, mailbox, [uid]);
  }
}

async function standUp(): Promise<Profile> {
  const profile = newProfile(secretOf(SALLY), ['--secrets', 'env']);
  const address = `127.0.0.1:${server.plainPort}`;
  await profile.json(['account', 'add', SALLY, '--imap', address, '--security', 'none', '--user', SALLY]);
  await profile.json(['card', 'import', '-'], CARD_FILE);
  return profile;
}

function secretOf(address: string): Record<string, string> {
  return { [`MAILPIN_SECRET_${address.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')}`]: PASSWORD };
}

/** True when the program was killed, false when it had ended before. */
async function killAfter(profile: Profile, ms: number): Promise<boolean> {
  const { child, ended } = profile.start(['sync', '--once']);
  const isEnded = await Promise.race([ended.then(() => true), delay(ms, false)]);
  if (!isEnded) child.kill('SIGKILL');
  await ended;
  return !isEnded;
}

test(
  `killed ${KILLS} times (seed ${SEED}), a mirror ends as if nothing had happened`,
  // Only ends what hangs: a busy machine takes many seconds for a kill.
  { timeout: 300_000 + KILLS * 30_000 },
  async () => {
    let kills = 0;
    let round = 0;
    let [calm, rough] = [await standUp(), await standUp()];
    for (; kills < KILLS; round += 1) {
      if (round > 0 && round % ROUNDS_A_PROFILE === 0) {
        for (const profile of [calm, rough]) profile.remove();
        [calm, rough] = [await standUp(), await standUp()];
      } else if (round > 0) await change();
      const startedAt = performance.now();
      await calm.sync();
      const wholeMs = performance.now() - startedAt;
      let isEnded = false;
      for (let kill = 0; kill < KILLS_A_ROUND && kills < KILLS && !isEnded; kill += 1) {
        isEnded = !(await killAfter(rough, chance() * wholeMs * LATEST));
        if (!isEnded) kills += 1;
      }
      await rough.sync();
      expect([round, dumpProfile(rough.dir)]).toEqual([round, dumpProfile(calm.dir)]);
      if (KILLS > TOLD_IN_PARTS) process.stdout.write(`soak: ${kills} of ${KILLS} kills, round ${round}: equal\n`);
    }
    for (const profile of [calm, rough]) profile.remove();
    process.stdout.write(
      `soak: killed ${kills} times in ${round} rounds, ${mailCount} mails, seed ${SEED}: equal table by table\n`,
    );
  },
);
