import type { ImapFlow } from 'imapflow';
import { MailpinError } from '../../../app/errors.ts';
import type { CancelSignal } from '../../../app/ports.ts';
import type { ImapTimeouts } from './connect-options.ts';
import { notify } from './notify.ts';

/** Hears what the server says unasked, from the moment a mailbox is opened, so that no change falls between two calls. */
export interface ChangeWatch {
  /** Opens a mailbox and reads its state: what was heard of it so far is known then. */
  opening<Answer>(path: string, open: () => Promise<Answer>): Promise<Answer>;
  /** Whether the server told of new mail in a mailbox that is open, since it was opened. */
  hasArrived(path: string): boolean;
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
  let isOpening = false;
  /** The open mailbox got new mail since it was opened. */
  let hasNewMail = false;
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
  client.on('exists', ({ count, prevCount }) => {
    hasNewMail ||= count > prevCount;
    heardOfOpen();
  });
  client.on('expunge', ({ earlier }) => {
    // What went earlier is the answer to our own question, see list-changes.ts.
    if (earlier !== true) heardOfOpen();
  });
  client.on('flags', heardOfOpen);
  client.on('highestModseq', () => {
    // Opened again, a mailbox tells its sequence like any other; the library reports that as news.
    if (!isOpening) heardOfOpen();
  });
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
    async opening(path, open) {
      changed.delete(path);
      hasNewMail = false;
      isOpening = true;
      try {
        return await open();
      } finally {
        isOpening = false;
      }
    },
    hasArrived: (path) => hasNewMail && client.mailbox !== false && client.mailbox.path === path,
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
