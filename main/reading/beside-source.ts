import type { Account, SourceSettings } from '../../app/domain/account.ts';
import type { AccountId, Uid } from '../../app/domain/ids.ts';
import type { PackedMail } from '../../app/domain/mail.ts';
import type { CancelSignal, FetchedMail, MailboxStatus, MailSession, MailSource } from '../../app/ports.ts';
import { PLAIN_METHODS, type PlainMethod } from './reader-wire.ts';
import { ReaderDied, startReader, type Reader, type ReaderLimits } from './reader.ts';

/** What is known of mail that ended a thread, by mailbox; it is never given to a thread with other mail again. */
interface Poison {
  /** Mail that was being read then. */
  readonly deadly: Set<Uid>;
  /** Mail that may have been; it is asked for one at a time. */
  readonly doubtful: Set<Uid>;
}
/** A thread and the connections it holds. */
interface Running {
  readonly reader: Reader;
  sessionCount: number;
  /** Set while it holds none. */
  ending?: NodeJS.Timeout;
}
/** A thread without connections is kept for the next one for so long: starting it takes longer than a look at a mailbox. */
const LINGER_MS = 60_000;
/** Mails that may be in the thread's hands when it dies. */
const IN_HAND = 200;

/**
 * Sources whose work is done in threads beside the engine's, one an account: connections, parsing, and making mail ready for storing.
 * A mail that ends its thread ends only that pass; on the next one it stands for itself as a mail that cannot be read.
 */
export function sourcesBeside(limits?: ReaderLimits): (settings: SourceSettings) => MailSource<PackedMail> {
  const readers = new Map<AccountId, Running>();
  const poisons = new Map<string, Poison>();
  let lastSession = 0;

  const poisonOf = (accountId: AccountId, path: string, { uidValidity }: MailboxStatus): Poison => {
    const key = `${accountId} ${String(uidValidity)} ${path}`;
    const known = poisons.get(key) ?? { deadly: new Set(), doubtful: new Set() };
    poisons.set(key, known);
    return known;
  };
  const enter = ({ id }: Account): Reader => {
    const known = readers.get(id);
    const running = known?.reader.isAlive() === true ? known : { reader: startReader(limits), sessionCount: 0 };
    running.sessionCount += 1;
    clearTimeout(running.ending);
    running.reader.hold();
    readers.set(id, running);
    return running.reader;
  };
  const leave = ({ id }: Account, reader: Reader): void => {
    const running = readers.get(id);
    if (running?.reader !== reader) return;
    running.sessionCount -= 1;
    if (running.sessionCount > 0) return;
    reader.release();
    running.ending = setTimeout(() => {
      readers.delete(id);
      void reader.end();
    }, LINGER_MS).unref();
  };

  return (settings) => ({
    async connect(account, secret, signal) {
      const reader = enter(account);
      const session = (lastSession += 1);
      try {
        await reader.ask({ kind: 'connect', session, settings, account, secret }, signal);
      } catch (error) {
        leave(account, reader);
        throw error;
      }
      return sessionBeside(reader, session, {
        poisonOf: (path, status) => poisonOf(account.id, path, status),
        onClosed: () => leave(account, reader),
      });
    },
  });
}

interface SessionSurroundings {
  readonly poisonOf: (path: string, status: MailboxStatus) => Poison;
  readonly onClosed: () => void;
}

function sessionBeside(
  reader: Reader,
  session: number,
  { poisonOf, onClosed }: SessionSurroundings,
): MailSession<PackedMail> {
  let poison: Poison = { deadly: new Set(), doubtful: new Set() };
  const plain = Object.fromEntries(
    PLAIN_METHODS.map((method) => [
      method,
      (...input: readonly unknown[]) => reader.ask({ kind: 'call', session, method, input }),
    ]),
  ) as Pick<MailSession, PlainMethod>;

  async function* fetchRun(
    uids: readonly Uid[],
    signal: CancelSignal,
  ): AsyncGenerator<readonly FetchedMail<PackedMail>[]> {
    let arrived = 0;
    try {
      for await (const mails of reader.fetch({ kind: 'fetch', session, uids }, signal)) {
        const last = mails.at(-1)?.uid;
        if (last !== undefined) arrived = uids.indexOf(last, arrived) + 1;
        yield mails;
      }
    } catch (error) {
      if (error instanceof ReaderDied) blame(poison, error.uid, uids.slice(arrived));
      throw error;
    }
  }

  return {
    ...plain,
    async openMailbox(path) {
      const status = await plain.openMailbox(path);
      poison = poisonOf(path, status);
      return status;
    },
    async *fetchMails(uids, signal) {
      for (const run of runsAround(uids, poison)) {
        const [first] = run;
        if (first !== undefined && poison.deadly.has(first)) yield [unreadable(first)];
        else yield* fetchRun(run, signal);
      }
    },
    waitForChange: async (signal) => (await reader.ask({ kind: 'wait', session }, signal)) as readonly string[],
    async close() {
      try {
        if (reader.isAlive()) await plain.close();
      } finally {
        onClosed();
      }
    },
  };
}

/** @param left mails of the fetch that had not arrived, in their order */
function blame(poison: Poison, reading: Uid | null, left: readonly Uid[]): void {
  const [only] = left;
  const culprit = reading ?? (left.length === 1 ? only : undefined);
  if (culprit === undefined) for (const uid of left.slice(0, IN_HAND)) poison.doubtful.add(uid);
  else poison.deadly.add(culprit);
}

/** The mails in their order, with every doubtful or deadly one alone. */
function runsAround(uids: readonly Uid[], { deadly, doubtful }: Poison): readonly (readonly Uid[])[] {
  if (deadly.size === 0 && doubtful.size === 0) return [uids];
  const runs: Uid[][] = [];
  let isOpen = false;
  for (const uid of uids) {
    const isAlone = deadly.has(uid) || doubtful.has(uid);
    if (isAlone || !isOpen) runs.push([uid]);
    else runs.at(-1)?.push(uid);
    isOpen = !isAlone;
  }
  return runs;
}

function unreadable(uid: Uid): FetchedMail<PackedMail> {
  return { kind: 'failure', uid, because: 'mail.unparsable', details: { uid } };
}
