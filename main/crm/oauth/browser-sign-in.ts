import type { Credential, SignInValues } from '../../../app/domain/sign-in.ts';
import { MailpinError } from '../../../app/errors.ts';
import type { OAuthKind, OAuthServer } from '../connector-kind.ts';
import { askForTokens, toGrant } from '../http/token-keeper.ts';
import { openLoopback, REGISTERED_PORT } from './loopback.ts';
import { challengeOf, randomText } from './proof-key.ts';

/** Nobody is still at it after this long. */
const PATIENCE_MS = 15 * 60_000;

export interface BrowserSignInOrder {
  readonly oauth: OAuthKind;
  /** Where the CRM is; null where the sign-in itself says it. */
  readonly url: string | null;
  readonly values: SignInValues;
  /** What the browser shows at the end, in the user's language. */
  readonly words: { readonly done: string; readonly refused: string };
  readonly now: () => number;
  readonly patienceMs?: number;
  /** Where an address is entered at the CRM: its port. */
  readonly registeredPort?: number;
}
export interface SignedIn {
  readonly credential: Credential;
  /** Where the CRM is for this user. */
  readonly url: string | null;
}
/** A sign-in under way in the browser. */
export interface BrowserSignIn {
  /** To be opened in the user's browser. */
  readonly authorizeUrl: string;
  /** Throws crm.sign-in-refused, crm.sign-in-timeout, cancelled, crm.*. */
  readonly signedIn: Promise<SignedIn>;
  cancel(): void;
}

/**
 * Begins a sign-in in the browser: authorization code with a proof key, back to a port of this computer. Source: RFC 6749 4.1, RFC 7636,
 * RFC 8252, RFC 9207. Throws crm.port-taken, and what finding the CRM's server throws.
 */
export async function beginBrowserSignIn(order: BrowserSignInOrder): Promise<BrowserSignIn> {
  const { oauth, url, values, words, patienceMs = PATIENCE_MS, registeredPort = REGISTERED_PORT } = order;
  const state = randomText();
  const verifier = randomText();
  let bring: (query: URLSearchParams) => void = () => undefined;
  let giveUp: (because: MailpinError) => void = () => undefined;
  const returned = new Promise<URLSearchParams>((resolve, reject) => {
    bring = resolve;
    giveUp = reject;
  });
  const loopback = await openLoopback(oauth.isRedirectRegistered ? registeredPort : null, (query) => {
    // Anybody may call this port; only the page that we sent the browser to knows the state (RFC 6749 10.12).
    if (query.get('state') !== state) return null;
    bring(query);
    return page(query.has('code') ? words.done : words.refused);
  });
  const patience = setTimeout(() => giveUp(new MailpinError('crm.sign-in-timeout')), patienceMs);
  const close = (): void => {
    clearTimeout(patience);
    loopback.close();
  };
  try {
    const server = await oauth.server(url, loopback.redirectUri, values);
    const authorizeUrl = askingFor(server, { state, verifier, redirectUri: loopback.redirectUri });
    const signedIn = returned
      .then((query) => redeem(order, server, query, { verifier, redirectUri: loopback.redirectUri }))
      .finally(close);
    // Whoever began it may never ask how it ended.
    signedIn.catch(() => undefined);
    return { authorizeUrl, signedIn, cancel: () => giveUp(new MailpinError('cancelled')) };
  } catch (error) {
    close();
    throw error;
  }
}

interface Began {
  readonly verifier: string;
  readonly redirectUri: string;
}

function askingFor(server: OAuthServer, { state, verifier, redirectUri }: Began & { readonly state: string }): string {
  const address = new URL(server.authorizeUrl);
  const fields = {
    response_type: 'code',
    client_id: server.values['client-id'] ?? '',
    redirect_uri: redirectUri,
    scope: server.scopes.join(' '),
    state,
    code_challenge: challengeOf(verifier),
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(fields)) if (value !== '') address.searchParams.set(name, value);
  return address.href;
}

async function redeem(
  { oauth, url, now }: BrowserSignInOrder,
  server: OAuthServer,
  query: URLSearchParams,
  { verifier, redirectUri }: Began,
): Promise<SignedIn> {
  const { host } = new URL(server.tokenUrl);
  const code = query.get('code');
  if (code === null) throw new MailpinError('crm.sign-in-refused', { host, reason: query.get('error') ?? '' });
  // An answer of another server is not carried to this one (RFC 9207 2.4).
  const issuer = query.get('iss');
  if (issuer !== null && server.issuer !== null && issuer !== server.issuer)
    throw new MailpinError('crm.protocol', { host });
  const fields = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier };
  const answer = await askForTokens(server.tokenUrl, fields, server.values, oauth.proof);
  const grant = toGrant(answer, { refreshToken: null, tokenUrl: server.tokenUrl }, now());
  return { credential: { kind: 'oauth', values: server.values, grant }, url: oauth.baseUrlOf?.(answer.body) ?? url };
}

function page(words: string): string {
  const shown = words.replace(/[&<>]/g, (char) => `&#${String(char.charCodeAt(0))};`);
  return `<!doctype html><meta charset="utf-8"><title>Mailpin</title><p>${shown}</p>`;
}
