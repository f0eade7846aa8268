import type { ErrorCode } from '../../../app/errors.ts';

const CODES: Readonly<Record<string, ErrorCode>> = {
  ENOTFOUND: 'crm.host-unknown',
  ENODATA: 'crm.host-unknown',
  EAI_AGAIN: 'crm.host-unknown',
  UND_ERR_CONNECT_TIMEOUT: 'crm.timeout',
  UND_ERR_HEADERS_TIMEOUT: 'crm.timeout',
  UND_ERR_BODY_TIMEOUT: 'crm.timeout',
  ETIMEDOUT: 'crm.timeout',
  ERR_TLS_CERT_ALTNAME_INVALID: 'crm.tls-mismatch',
  ERR_SSL_WRONG_VERSION_NUMBER: 'crm.wrong-address',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'crm.wrong-address',
};
/** Node's names for certificates it does not accept (X509_V_ERR_* of OpenSSL). */
const UNTRUSTED = /SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET_ISSUER)|^CERT_|^CRL_|INVALID_CA|_UNTRUSTED|CERT_CHAIN/;

/** No connection came about, so nothing was sent. */
const NOT_CONNECTED = ['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'UND_ERR_CONNECT_TIMEOUT'];
const NOT_SENT: readonly ErrorCode[] = [
  'crm.host-unknown',
  'crm.tls-mismatch',
  'crm.tls-untrusted',
  'crm.wrong-address',
];

/** Why a request got no answer at all. `fetch` hides the reason in the cause of its error, or in the first of several. */
export function networkTrouble(thrown: unknown): ErrorCode {
  if (thrown instanceof Error && thrown.name === 'TimeoutError') return 'crm.timeout';
  for (const code of codesOf(thrown)) {
    const known = CODES[code];
    if (known !== undefined) return known;
    if (UNTRUSTED.test(code)) return 'crm.tls-untrusted';
  }
  return 'crm.unreachable';
}

/** Whether the trouble came before a byte of the request was sent: then it certainly had no effect. */
export function isBeforeSending(trouble: ErrorCode, thrown: unknown): boolean {
  return NOT_SENT.includes(trouble) || codesOf(thrown).some((code) => NOT_CONNECTED.includes(code));
}

/** Codes from the outside in. */
function codesOf(thrown: unknown): readonly string[] {
  if (!(thrown instanceof Error)) return [];
  const inner: unknown = thrown instanceof AggregateError ? thrown.errors[0] : thrown.cause;
  return ['code' in thrown ? String(thrown.code) : '', ...codesOf(inner)];
}
