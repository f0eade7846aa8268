import type { ImapFlow } from 'imapflow';
import { MailpinError } from '../../../app/errors.ts';
import type { CancelSignal } from '../../../app/ports.ts';

/** Hears what the server says of the open mailbox unasked, from the moment it is opened, so that no change falls between two calls. */
export interface ChangeWatch {
  /** What was heard so far is known: the mailbox is about to be opened and its state read. */
  forget(): void;
  /** Resolves when the mailbox changed since it was opened, or with the signal. Rejects when the connection is lost. */
  wait(signal: CancelSignal): Promise<void>;
  /** Why the connection broke, where the socket said so; the calls that fail by it only say that it is closed. */
  connectionError(): Error | null;
}

export function changeWatch(client: ImapFlow): ChangeWatch {
  let hasChanged = false;
  let isClosed = false;
  let lastError: Error | null = null;
  let wake: () => void = () => undefined;
  /** Runs on after a change was heard; the next command ends it. */
  let idle: Promise<unknown> | null = null;
  const changed = (): void => {
    hasChanged = true;
    wake();
  };
  client.on('exists', changed);
  client.on('expunge', changed);
  client.on('flags', changed);
  client.on('highestModseq', changed);
  client.on('error', (error: Error) => {
    lastError = error;
  });
  client.on('close', () => {
    isClosed = true;
    wake();
  });

  return {
    forget() {
      hasChanged = false;
    },
    connectionError: () => lastError,
    async wait(signal) {
      const isDone = (): boolean => hasChanged || isClosed || signal.aborted;
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
        signal.addEventListener('abort', resolve, { once: true });
        if (isDone()) resolve();
      });
      // IDLE ends by itself when the library asks a silent server whether it is still there; then it begins again.
      while (!isDone()) {
        if (client.mailbox === false) throw new MailpinError('imap.protocol');
        idle ??= client.idle().finally(() => {
          idle = null;
        });
        await Promise.race([woken, idle]);
      }
      signal.removeEventListener('abort', wake);
      if (isClosed && !signal.aborted) throw lastError ?? new MailpinError('imap.unreachable');
    },
  };
}
