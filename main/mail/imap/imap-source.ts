import type { MailContent } from '../../../app/domain/mail.ts';
import { ImapFlow } from 'imapflow';
import type { ImapSettings } from '../../../app/domain/account.ts';
import { MailpinError } from '../../../app/errors.ts';
import type { CancelSignal, MailSource } from '../../../app/ports.ts';
import { connectOptions, IMAP_TIMEOUTS, type ImapTimeouts } from './connect-options.ts';
import { toImapError } from './imap-errors.ts';
import { imapSession } from './imap-session.ts';
import { takePathsWhole } from './list-mailboxes.ts';

/** Mail on an IMAP server. */
export function imapSource(settings: ImapSettings, timeouts: ImapTimeouts = IMAP_TIMEOUTS): MailSource<MailContent> {
  const details = { host: settings.host, port: settings.port };
  return {
    async connect(account, secret, signal) {
      if (secret === null) throw new MailpinError('imap.password-missing', { address: account.address });
      const client = new ImapFlow(connectOptions(settings, secret, timeouts));
      // An error that nobody listens to would end the process; the calls that fail by it report it.
      client.on('error', () => undefined);
      const stop = (): void => client.close();
      signal.addEventListener('abort', stop, { once: true });
      try {
        throwIfCancelled(signal);
        await client.connect();
        takePathsWhole(client);
        throwIfCancelled(signal);
        return imapSession(client, { ...details, address: account.address }, timeouts);
      } catch (error) {
        // Without this the socket of a failed sign-in stays open and keeps the process alive.
        client.close();
        throwIfCancelled(signal);
        throw toImapError(error, { ...details, address: account.address });
      } finally {
        signal.removeEventListener('abort', stop);
      }
    },
  };
}

function throwIfCancelled(signal: CancelSignal): void {
  if (signal.aborted) throw new MailpinError('cancelled');
}
