/** What Mailpin makes of the mailbox: the built engine, on a profile of its own that holds the cards and nothing else. */
import { mkdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Dovecot } from '../../e2e/servers/dovecot.ts';
import { startEngine, type Engine } from '../engine.ts';
import { madeCards, madeCompanies } from '../mailbox/made-people.ts';

export interface MirrorRun {
  readonly engine: Engine;
  readonly mailCount: number;
  readonly mirrorMs: number;
  readonly firstMs: number;
  readonly cpuMs: number;
  readonly peakBytes: number;
  /** How long a question took while the mailbox was read, in ms. */
  readonly answerMs: readonly number[];
}

const FIRST_MAILS = 300;
const LOOK_MS = 40;
const ASK_MS = 150;

/** @param folder empty; becomes the profile */
export async function mirrorWithMailpin(
  folder: string,
  server: Dovecot,
  user: string,
  password: string,
): Promise<MirrorRun> {
  mkdirSync(folder);
  const env = { [`MAILPIN_SECRET_${user.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')}`]: password };
  await withCards(folder, env);
  const engine = startEngine(folder, env);
  const settings = { kind: 'imap', host: server.host, port: server.tlsPort, security: 'tls' } as const;
  await engine.call('accounts.add', {
    address: user,
    settings: { ...settings, user, caFile: server.caFile },
    password: null,
    // As the window does: the thread that signed in is there still when the mail is asked for.
    isChecked: true,
  });
  const before = engine.usage();
  const startedAt = performance.now();
  let isDone = false;
  const mirrored = engine.call('sync.once', {}).finally(() => (isDone = true));
  const firstMs = firstMailsAt(engine, startedAt, () => isDone);
  const answerMs = firstMs.then(() => answerTimes(engine, () => isDone));
  const [report] = await mirrored;
  const mirrorMs = performance.now() - startedAt;
  if (report === undefined || report.error !== null) throw new Error(`not mirrored: ${report?.error?.code ?? ''}`);
  const after = engine.usage();
  return {
    engine,
    mailCount: report.added,
    mirrorMs,
    firstMs: await firstMs,
    cpuMs: after.cpuMs - before.cpuMs,
    peakBytes: after.peakBytes,
    answerMs: await answerMs,
  };
}

/** Cards come first, by an engine that is gone when the mailbox is read. */
async function withCards(folder: string, env: Readonly<Record<string, string>>): Promise<void> {
  const engine = startEngine(folder, env);
  await engine.call('cards.import', { rows: madeCards(madeCompanies()) });
  await engine.stop();
}

/** When the newest mails were stored; threads and cards are in the same transaction. */
async function firstMailsAt(engine: Engine, startedAt: number, isDone: () => boolean): Promise<number> {
  while (!isDone()) {
    const { mailCount } = await engine.call('status.get', {});
    if (mailCount >= FIRST_MAILS) break;
    await delay(LOOK_MS);
  }
  return performance.now() - startedAt;
}

/** What the window asks all the time, again and again until the mailbox is read. */
async function answerTimes(engine: Engine, isDone: () => boolean): Promise<readonly number[]> {
  const times: number[] = [];
  while (!isDone()) {
    const askedAt = performance.now();
    await engine.call('threads.list', { limit: 50 });
    times.push(performance.now() - askedAt);
    await delay(ASK_MS);
  }
  return times;
}
