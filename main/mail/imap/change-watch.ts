import type { ImapFlow } from 'imapflow';
import { MailpinError } from '../../../app/errors.ts';
import type { CancelSignal } from '../../../app/ports.ts';
import type { ImapTimeouts } from './connect-options.ts';
import { notify } from './notify.ts';

/** Hears what the server says unasked, from the moment a mailbox is opened, so that no change falls between two calls. */
export interface ChangeWatch {
  /** What was heard so far of a mailbox is known: it is about to be opened and its state read. */
  forget(path: string): void;
  /** From now on hears of these mailboxes too; false when the server cannot tell. Call it while a mailbox is open. */
  listenTo(paths: readonly string[]): Promise<boolean>;
  /** Resolves with the mailboxes that changed since they were opened, or with the signal. Rejects when the connection is lost. */
  wait(signal: CancelSignal): Promise<readonly string[]>;
  /** Why the connection broke, where the socket said so; the calls that fail by it only say that it is closed. */
  connectionError(): Error | null;
}

export function changeWatch(client: ImapFlow, timeouts: ImapTimeouts): ChangeWatch {
  const changed = new Set<string>();
  let listened: readonly string[] | null = null;
  let isClosed = false;
  let lastError: Error | null = null;
  let wake: () => void = () => undefined;
  /** Runs on after a change was heard; the next command ends it. */
  let idle: Promise<unknown> | null = null;

  const heard = (path: string): void => {
    changed.add(path);
    wake();
  };
  const heardOfOpen = (): void => {
    if (client.mailbox !== false) heard(client.mailbox.path);
  };
  client.on('exists', heardOfOpen);
  client.on('expunge', ({ earlier }) => {
    // What went earlier is the answer to our own question, see list-changes.ts.
    if (earlier !== true) heardOfOpen();
  });
  client.on('flags', heardOfOpen);
  client.on('highestModseq', heardOfOpen);
  client.on('error', (error: Error) => {
    lastError = error;
  });
  client.on('close', () => {
    isClosed = true;
    wake();
  });

  /** Whether somebody is still there: a server that is alive answers NOOP, and tells what it has to tell before it does. */
  async function probe(): Promise<void> {
    const isAnswered = await answersWithin(client.noop(), timeouts.answerMs);
    if (isAnswered) return;
    lastError = new MailpinError('imap.timeout');
    client.close();
  }

  return {
    forget: (path) => void changed.delete(path),
    async listenTo(paths) {
      const isFirst = listened === null;
      listened = paths;
      if (!isFirst) return true;
      const canTell = await notify(client, (rawPath) => {
        for (const path of namedBy(rawPath, listened ?? [])) heard(path);
      });
      if (!canTell) listened = null;
      return canTell;
    },
    connectionError: () => lastError,
    async wait(signal) {
      const isDone = (): boolean => changed.size > 0 || isClosed || signal.aborted;
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
        signal.addEventListener('abort', resolve, { once: true });
        if (isDone()) resolve();
      });
      const hasIdle = client.capabilities.has('IDLE');
      while (!isDone()) {
        if (client.mailbox === false) throw new MailpinError('imap.protocol');
        if (hasIdle) {
          idle ??= client.idle().finally(() => {
            idle = null;
          });
        }
        if (!(await answersWithin(woken, hasIdle ? timeouts.keepAliveMs : timeouts.pollMs))) await probe();
      }
      signal.removeEventListener('abort', wake);
      if (isClosed && !signal.aborted) throw lastError ?? new MailpinError('imap.unreachable');
      return signal.aborted ? [] : [...changed];
    },
  };
}

/** Names other than ASCII come in modified UTF-7 and may stand for any mailbox of such a name: better one look too many. */
function namedBy(rawPath: string, listened: readonly string[]): readonly string[] {
  const isPlain = /^[\x20-\x25\x27-\x7e]*$/;
  if (!isPlain.test(rawPath)) return listened.filter((path) => !isPlain.test(path));
  return listened.filter((path) => path === rawPath || (path.toUpperCase() === 'INBOX' && /^inbox$/i.test(rawPath)));
}

async function answersWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, ms, false);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
