import { readFileSync } from 'node:fs';
import { rootCertificates, type ConnectionOptions } from 'node:tls';
import type { ImapFlowOptions } from 'imapflow';
import type { ImapSettings } from '../../../app/domain/account.ts';
import { MailpinError } from '../../../app/errors.ts';

/** How long we wait for a server. */
export interface ImapTimeouts {
  /** Name look-up, TCP and TLS together. */
  readonly connectMs: number;
  readonly greetingMs: number;
  /** Silence in the middle of an answer after which the connection is given up. */
  readonly silenceMs: number;
  /**
   * While we wait for changes, the server is asked this often whether it is still there, and given up when it does not answer in
   * `answerMs`. Together they are how long a connection that died without a word goes unnoticed: less than 2 minutes. Home routers
   * forget quiet connections after 5.
   */
  readonly keepAliveMs: number;
  readonly answerMs: number;
  /** How often a server without IDLE is asked for changes of the open mailbox. */
  readonly pollMs: number;
}
export const IMAP_TIMEOUTS: ImapTimeouts = {
  connectMs: 20_000,
  greetingMs: 15_000,
  silenceMs: 90_000,
  keepAliveMs: 75_000,
  answerMs: 30_000,
  pollMs: 30_000,
};

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1|\[::1\])$/i;

/**
 * What imapflow needs to connect. The library's own logging stays off: it would hold subjects and addresses.
 * Errors: imap.not-encrypted (no encryption, and the server is not this computer), imap.tls-untrusted (caFile cannot be read).
 */
export function connectOptions(settings: ImapSettings, password: string, timeouts: ImapTimeouts): ImapFlowOptions {
  const { host, port, security, user } = settings;
  if (security === 'none' && !LOOPBACK.test(host)) throw new MailpinError('imap.not-encrypted', { host, port });
  return {
    host,
    port,
    secure: security === 'tls',
    ...(security === 'tls' ? {} : { doSTARTTLS: security === 'starttls' }),
    tls: tlsOptions(settings),
    auth: { user, pass: password },
    logger: false,
    emitLogs: false,
    disableAutoIdle: true,
    qresync: true,
    clientInfo: { name: 'Mailpin' },
    connectionTimeout: timeouts.connectMs,
    greetingTimeout: timeouts.greetingMs,
    socketTimeout: timeouts.silenceMs,
  };
}

function tlsOptions({ caFile, host, port }: ImapSettings): ConnectionOptions {
  const minVersion = 'TLSv1.2';
  if (caFile === null) return { minVersion };
  try {
    return { minVersion, ca: [...rootCertificates, readFileSync(caFile, 'utf8')] };
  } catch (error) {
    throw new MailpinError('imap.tls-untrusted', { host, port, path: caFile }, { cause: error });
  }
}
