/**
 * Entry of the thread that talks to mail servers and parses what they send. Nothing it does can harm the engine: it has its own memory
 * with a limit, and when it dies the engine makes another.
 */
import { setImmediate } from 'node:timers/promises';
import { serialize } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import { toWireError, type Result } from '../../app/contract/wire.ts';
import type { Uid } from '../../app/domain/ids.ts';
import type { MailContent, PackedMail } from '../../app/domain/mail.ts';
import { MailpinError, toMailpinError } from '../../app/errors.ts';
import type { FetchedMail, MailSession } from '../../app/ports.ts';
import { packMail } from '../db/pack-mail.ts';
import { mailSourceFor } from '../mail/open-source.ts';
import {
  BATCHES_AHEAD,
  MARK,
  type FromReader,
  type PlainMethod,
  type ReaderData,
  type ToReader,
  type WrittenMail,
} from './reader-wire.ts';

const port = parentPort;
if (port === null) throw new MailpinError('internal', { reason: 'no thread' });
const { mark: sharedMark } = workerData as ReaderData;
const mark = new BigInt64Array(sharedMark);
const sessions = new Map<number, MailSession<MailContent>>();
const endings = new Map<number, AbortController>();
const credits = new Map<number, { count: number; wake: () => void }>();

port.on('message', (message: ToReader) => void take(message));

async function take(message: ToReader): Promise<void> {
  if (message.kind === 'end') endings.get(message.order)?.abort();
  else if (message.kind === 'more') grant(message.order);
  else await carryOut(message);
}

async function carryOut(message: Exclude<ToReader, { kind: 'end' | 'more' }>): Promise<void> {
  const { order } = message;
  const ending = new AbortController();
  endings.set(order, ending);
  const result = await settle(() => answerTo(message, ending.signal));
  endings.delete(order);
  send({ kind: 'answer', order, result });
}

type PlainCall = (...input: readonly unknown[]) => Promise<unknown>;

async function answerTo(message: Exclude<ToReader, { kind: 'end' | 'more' }>, signal: AbortSignal): Promise<unknown> {
  switch (message.kind) {
    case 'connect': {
      const source = mailSourceFor(message.settings);
      sessions.set(message.session, await source.connect(message.account, message.secret, signal));
      return null;
    }
    case 'wait':
      return await sessionOf(message.session).waitForChange(signal);
    case 'fetch':
      return await fetchInto(message.order, sessionOf(message.session), message.uids, signal);
    case 'call': {
      const session = sessionOf(message.session);
      if (message.method === 'close') sessions.delete(message.session);
      return await (session as Record<PlainMethod, PlainCall>)[message.method](...message.input);
    }
  }
}

/** Mails sent at once: about as many as one transaction takes. */
const SENT_MAILS = 25;

/** Sends batches as the engine takes them: it never has more than a few that are not stored. */
async function fetchInto(
  order: number,
  session: MailSession<MailContent>,
  uids: readonly Uid[],
  signal: AbortSignal,
): Promise<null> {
  const credit = { count: BATCHES_AHEAD, wake: (): void => undefined };
  credits.set(order, credit);
  signal.addEventListener('abort', () => credit.wake(), { once: true });
  try {
    for await (const mails of session.fetchMails(uids, signal, (uid) => begin(order, uid))) {
      for (const packed of packedIn(order, mails)) {
        while (credit.count === 0 && !signal.aborted) await new Promise<void>((resolve) => (credit.wake = resolve));
        if (signal.aborted) return null;
        credit.count -= 1;
        send(
          { kind: 'batch', order, mails: packed },
          packed.map(({ buffer }) => buffer),
        );
        // What the server sends meanwhile is taken in, so that it goes on sending.
        await setImmediate();
      }
    }
    return null;
  } finally {
    credits.delete(order);
  }
}

function* packedIn(order: number, mails: Iterable<FetchedMail<MailContent>>): Generator<readonly WrittenMail[]> {
  let packed: WrittenMail[] = [];
  for (const mail of mails) {
    packed.push(serialize(pack(order, mail)));
    if (packed.length < SENT_MAILS) continue;
    yield packed;
    packed = [];
  }
  if (packed.length > 0) yield packed;
}

function grant(order: number): void {
  const credit = credits.get(order);
  if (credit === undefined) return;
  credit.count += 1;
  credit.wake();
}

/** Says which mail is being read; null when it is done. */
function begin(order: number, uid: Uid | null): void {
  Atomics.store(mark, MARK.order, BigInt(order));
  Atomics.store(mark, MARK.uid, BigInt(uid ?? 0));
  if (uid !== null) Atomics.add(mark, MARK.begun, 1n);
}

function pack(order: number, mail: FetchedMail<MailContent>): FetchedMail<PackedMail> {
  if (mail.kind === 'failure') return mail;
  begin(order, mail.uid);
  const content = packMail(mail.content);
  begin(order, null);
  return { ...mail, content };
}

function sessionOf(session: number): MailSession<MailContent> {
  const open = sessions.get(session);
  if (open === undefined) throw new MailpinError('internal', { reason: 'no such session' });
  return open;
}

async function settle(work: () => Promise<unknown>): Promise<Result<unknown>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, error: toWireError(toMailpinError(error)) };
  }
}

function send(message: FromReader, moved: readonly ArrayBuffer[] = []): void {
  port?.postMessage(message, [...moved]);
}
