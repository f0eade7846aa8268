/** What goes wrong between us and an IMAP server, in Mailpin's own codes. */
import type { ImapFlowError } from 'imapflow';
import { MailpinError, type ErrorCode, type ErrorDetails } from '../../../app/errors.ts';

const NETWORK_CODES: Readonly<Record<string, ErrorCode>> = {
  ENOTFOUND: 'imap.host-unknown',
  ENODATA: 'imap.host-unknown',
  EAI_NONAME: 'imap.host-unknown',
  EAI_NODATA: 'imap.host-unknown',
  // Also what a computer without any name server says.
  EAI_AGAIN: 'imap.host-unknown',
  ECONNREFUSED: 'imap.unreachable',
  ECONNRESET: 'imap.unreachable',
  ECONNABORTED: 'imap.unreachable',
  EHOSTUNREACH: 'imap.unreachable',
  EHOSTDOWN: 'imap.unreachable',
  ENETUNREACH: 'imap.unreachable',
  ENETDOWN: 'imap.unreachable',
  EADDRNOTAVAIL: 'imap.unreachable',
  EPIPE: 'imap.unreachable',
  NoConnection: 'imap.unreachable',
  EConnectionClosed: 'imap.unreachable',
  ClosedAfterConnectText: 'imap.unreachable',
  ClosedAfterConnectTLS: 'imap.unreachable',
  StateLogout: 'imap.unreachable',
  ETIMEDOUT: 'imap.timeout',
  ETIMEOUT: 'imap.timeout',
  CONNECT_TIMEOUT: 'imap.timeout',
  GREETING_TIMEOUT: 'imap.timeout',
  UPGRADE_TIMEOUT: 'imap.timeout',
  ETHROTTLE: 'imap.refused',
  ERR_TLS_CERT_ALTNAME_INVALID: 'imap.tls-mismatch',
  // OpenSSL's words for "the other side does not speak TLS".
  ERR_SSL_WRONG_VERSION_NUMBER: 'imap.not-encrypted',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'imap.not-encrypted',
};

/** Node's names for certificates it does not accept (X509_V_ERR_* of OpenSSL). */
const UNTRUSTED = /SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET_ISSUER)|^CERT_|^CRL_|INVALID_CA|_UNTRUSTED|CERT_CHAIN/;
/** Response codes that put the refusal on the server's state and not on the password (RFC 5530). */
const NOT_THE_PASSWORD = new Set(['UNAVAILABLE', 'INUSE', 'LIMIT', 'CONTACTADMIN', 'SERVERBUG', 'ALERT']);

export function toImapError(thrown: unknown, details: ErrorDetails): MailpinError {
  if (thrown instanceof MailpinError) return thrown;
  const code = isImapFlowError(thrown) ? codeOf(thrown) : 'imap.protocol';
  return new MailpinError(code, details, { cause: thrown });
}

/** Whether the server answered and said no, so that the connection still stands. */
export function isRefusal(thrown: unknown): boolean {
  return isImapFlowError(thrown) && (thrown.responseStatus === 'NO' || thrown.responseStatus === 'BAD');
}

function isImapFlowError(thrown: unknown): thrown is ImapFlowError {
  return thrown instanceof Error;
}

function codeOf(error: ImapFlowError): ErrorCode {
  const code = error.code ?? '';
  const said = error.serverResponseCode ?? '';
  if (error.mailboxMissing === true || said === 'NONEXISTENT' || code === 'NotFound') return 'mailbox.gone';
  if (said === 'PRIVACYREQUIRED') return 'imap.not-encrypted';
  const known = NETWORK_CODES[code];
  if (known !== undefined) return known;
  if (UNTRUSTED.test(code)) return 'imap.tls-untrusted';
  if (error.authenticationFailed === true) return NOT_THE_PASSWORD.has(said) ? 'imap.refused' : 'imap.auth-rejected';
  if (error.tlsFailed === true) return 'imap.not-encrypted';
  if (error.responseStatus === 'NO' || error.reason !== undefined) return 'imap.refused';
  return 'imap.protocol';
}
