import { fileURLToPath } from 'node:url';
import { deserialize, setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { unwrap } from '../../app/contract/wire.ts';
import type { Uid } from '../../app/domain/ids.ts';
import type { PackedMail } from '../../app/domain/mail.ts';
import { MailpinError } from '../../app/errors.ts';
import type { CancelSignal, FetchedMail } from '../../app/ports.ts';
import { MARK, MARK_BYTES, type FromReader, type ReaderData, type ToReader, type WrittenMail } from './reader-wire.ts';

type Order = Exclude<ToReader, { kind: 'end' | 'more' }>;
/** An order without its number. */
export type NewOrder = Order extends infer One ? (One extends Order ? Omit<One, 'order'> : never) : never;

/** A thread that reads mail. When it dies, everything that was asked of it fails with `mail.reader-died`. */
export interface Reader {
  readonly isAlive: () => boolean;
  /** @param signal ends the order; how it ends is for the thread to say */
  ask(order: NewOrder, signal?: CancelSignal): Promise<unknown>;
  /** The batches of a `fetch`; the bytes in one are there until the next is asked for. Ended early, it waits until the connection is free again. */
  fetch(order: NewOrder, signal: CancelSignal): AsyncGenerator<readonly FetchedMail<PackedMail>[]>;
  /** The process goes on as long as the thread is held; in the beginning it is. */
  hold(): void;
  release(): void;
  end(): Promise<void>;
}

/** Thrown by `fetch` when the thread died; knows which mail it was reading. */
export class ReaderDied extends MailpinError {
  readonly uid: Uid | null;

  constructor(uid: Uid | null) {
    super('mail.reader-died');
    this.uid = uid;
  }
}

export interface ReaderLimits {
  /** JavaScript memory of the thread, in MiB; a mail that needs more ends the thread and no more than that. */
  readonly memoryMb: number;
  /** No mail takes that long; a thread that reads one for longer is ended. */
  readonly stuckMs: number;
}
const READER_LIMITS: ReaderLimits = { memoryMb: 256, stuckMs: 30_000 };
const YOUNG_MB = 12;
/**
 * What V8 begins the room for young objects with, in MB a half. It begins with one and hardly ever grows it here, and then looks through it
 * for every megabyte of mail: 4,000 times for 20,000 mails.
 */
const FIRST_YOUNG_MB = 3;
/**
 * By how much memory grows before V8 looks through all of it. By itself it would let the engine's grow to four times what is in use, and the
 * thread's, because of its limit, by hardly a third: 40 times for 20,000 mails.
 */
const GROWING_PERCENT = 100;

interface Waiting {
  settle(result: Extract<FromReader, { kind: 'answer' }>['result']): void;
  take(mails: readonly WrittenMail[]): void;
  fail(error: ReaderDied): void;
}

export function startReader(limits: ReaderLimits = READER_LIMITS): Reader {
  const shared = new SharedArrayBuffer(MARK_BYTES);
  const mark = new BigInt64Array(shared);
  // Of the whole process, the first one heeded by threads that start from now on; threads have no such settings of their own.
  setFlagsFromString(`--min-semi-space-size=${String(FIRST_YOUNG_MB)}`);
  setFlagsFromString(`--heap-growing-percent=${String(GROWING_PERCENT)}`);
  const worker = new Worker(entry(), {
    name: 'mail reader',
    workerData: { mark: shared } satisfies ReaderData,
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb, maxYoungGenerationSizeMb: YOUNG_MB },
  });
  const waiting = new Map<number, Waiting>();
  let lastOrder = 0;
  let isAlive = true;
  const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()));

  const die = (): void => {
    if (!isAlive) return;
    isAlive = false;
    clearInterval(watchdog);
    const reading = Number(Atomics.load(mark, MARK.uid));
    const order = Number(Atomics.load(mark, MARK.order));
    for (const [number, one] of waiting) {
      one.fail(new ReaderDied(number === order && reading !== 0 ? (reading as Uid) : null));
    }
    waiting.clear();
  };
  worker.on('message', (message: FromReader) => {
    if (message.kind === 'batch') waiting.get(message.order)?.take(message.mails);
    else {
      waiting.get(message.order)?.settle(message.result);
      waiting.delete(message.order);
    }
  });
  // Out of memory, or a mistake of ours: the thread has ended or is about to.
  worker.on('error', die);
  worker.on('exit', die);
  const watchdog = watchFor(mark, limits.stuckMs, () => void worker.terminate());

  const post = (message: ToReader): void => worker.postMessage(message);
  const begin = (order: NewOrder, taker: Waiting): number => {
    lastOrder += 1;
    if (!isAlive) taker.fail(new ReaderDied(null));
    else {
      waiting.set(lastOrder, taker);
      post({ ...order, order: lastOrder });
    }
    return lastOrder;
  };

  return {
    isAlive: () => isAlive,
    async ask(order, signal) {
      let number = 0;
      const end = (): void => post({ kind: 'end', order: number });
      try {
        return await new Promise((resolve, reject) => {
          number = begin(order, {
            settle: (result) => (result.ok ? resolve(result.value) : reject(unwrapError(result))),
            take: () => undefined,
            fail: reject,
          });
          if (signal?.aborted === true) end();
          signal?.addEventListener('abort', end, { once: true });
        });
      } finally {
        signal?.removeEventListener('abort', end);
      }
    },
    async *fetch(order, signal) {
      const batches: (readonly WrittenMail[])[] = [];
      const state: { outcome: (() => void) | null } = { outcome: null };
      const isOver = (): boolean => state.outcome !== null;
      let wake = (): void => undefined;
      const finish = (how: () => void): void => {
        state.outcome = how;
        wake();
      };
      const number = begin(order, {
        settle: (result) => finish(() => void unwrap(result)),
        take(mails) {
          batches.push(mails);
          wake();
        },
        fail: (error) =>
          finish(() => {
            throw error;
          }),
      });
      const end = (): void => post({ kind: 'end', order: number });
      signal.addEventListener('abort', end, { once: true });
      const news = (): Promise<void> => new Promise((resolve) => (wake = resolve));
      try {
        if (signal.aborted) end();
        for (;;) {
          const batch = batches.shift();
          if (batch !== undefined) {
            post({ kind: 'more', order: number });
            yield batch.map((mail) => deserialize(mail) as FetchedMail<PackedMail>);
            // Left to the collector of garbage, which sees some hundred bytes of each, they would lie there for thousands of mails.
            for (const { buffer } of batch) buffer.transfer(0);
          } else if (isOver()) break;
          else await news();
        }
      } finally {
        signal.removeEventListener('abort', end);
        if (!isOver()) end();
        while (!isOver()) await news();
      }
      state.outcome?.();
      if (signal.aborted) throw new MailpinError('cancelled');
    },
    hold: () => worker.ref(),
    release: () => worker.unref(),
    async end() {
      isAlive = false;
      clearInterval(watchdog);
      await worker.terminate();
      await gone;
    },
  };
}

function unwrapError(result: Extract<FromReader, { kind: 'answer' }>['result']): MailpinError {
  return result.ok ? new MailpinError('internal') : new MailpinError(result.error.code, result.error.details);
}

/** Calls back when one and the same mail is being read for that long. */
function watchFor(mark: BigInt64Array, stuckMs: number, onStuck: () => void): NodeJS.Timeout {
  let seen = -1n;
  return setInterval(() => {
    const begun = Atomics.load(mark, MARK.uid) === 0n ? -1n : Atomics.load(mark, MARK.begun);
    if (begun >= 0n && begun === seen) onStuck();
    seen = begun;
  }, stuckMs).unref();
}

/** The thread's own bundle beside the engine's; from the sources, the source. */
function entry(): string {
  const file = import.meta.url.endsWith('.ts') ? './reader-worker.ts' : '../main/reader.cjs';
  return fileURLToPath(new URL(file, import.meta.url));
}
