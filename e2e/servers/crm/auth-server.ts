/**
 * The sign-in of a CRM for people in a browser: an authorization server that is strict about what it is asked. Built from RFC 6749, 7591,
 * 7636, 8414 and 9207. Whoever opens its page is signed in and allows all, as a user who clicks yes.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { FakeAnswer, FakeRequest } from './fake-http.ts';

export interface AuthServerOptions {
  readonly authorizePath: string;
  readonly tokenPath: string;
  /** How an app proves itself: a public one not at all. */
  readonly proof: 'none' | 'body' | 'basic';
  /** The app that the customer made; null where apps register themselves. */
  readonly client: { readonly id: string; readonly secret: string } | null;
  /** What a token answer says besides the tokens. */
  readonly said?: () => Readonly<Record<string, unknown>>;
  /** Where the server is, for those that tell it (RFC 8414). */
  readonly issuer?: () => string;
}

export interface AuthServer {
  /** Null for what is not of the sign-in. */
  answer(request: FakeRequest): FakeAnswer | null;
  /** Whether a header carries a token of a sign-in that stands. */
  knows(authorization: string | undefined): boolean;
  /** The customer enters another address to come back to with the app. */
  setRedirect(uri: string): void;
  /** Access tokens end; they can be renewed. */
  endTokens(): void;
  /** The user takes the right away. */
  revoke(): void;
  /** The next user says no. */
  refuseNext(): void;
}

interface Asked {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly challenge: string;
}

const REGISTER = '/oauth/register';

export function authServer(options: AuthServerOptions): AuthServer {
  const { authorizePath, tokenPath, proof, client, said, issuer } = options;
  const clients = new Map(client === null ? [] : [[client.id, 'http://localhost:47113/callback']]);
  const codes = new Map<string, Asked>();
  const tokens = new Set<string>();
  const renewals = new Set<string>();
  let isRefusing = false;

  function describe(): FakeAnswer {
    const at = issuer?.() ?? '';
    return {
      status: 200,
      body: {
        issuer: at,
        authorization_endpoint: at + authorizePath,
        token_endpoint: at + tokenPath,
        registration_endpoint: at + REGISTER,
        scopes_supported: ['api', 'profile'],
        code_challenge_methods_supported: ['S256'],
      },
    };
  }

  function register({ body }: FakeRequest): FakeAnswer {
    const { redirect_uris: uris, token_endpoint_auth_method: method } = body as Readonly<Record<string, unknown>>;
    const [uri] = Array.isArray(uris) ? (uris as readonly unknown[]) : [];
    if (typeof uri !== 'string' || !/^http:\/\/(?:127\.0\.0\.1|localhost):\d+\//.test(uri) || method !== 'none')
      return refused('invalid_redirect_uri');
    const id = `registered-${String(clients.size + 1)}`;
    clients.set(id, uri);
    return { status: 201, body: { client_id: id, redirect_uris: [uri], token_endpoint_auth_method: 'none' } };
  }

  /** The page on which somebody signs in; it sends the browser back at once. */
  function authorize({ query }: FakeRequest): FakeAnswer {
    const clientId = query.get('client_id') ?? '';
    const redirectUri = query.get('redirect_uri') ?? '';
    // Nobody is sent to an address that is not the app's.
    if (!clients.has(clientId) || clients.get(clientId) !== redirectUri) return { status: 400, body: 'No such app' };
    const isWhole =
      query.get('response_type') === 'code' &&
      query.get('code_challenge_method') === 'S256' &&
      (query.get('state') ?? '').length >= 20;
    const back = new URL(redirectUri);
    back.searchParams.set('state', query.get('state') ?? '');
    if (!isWhole || isRefusing) {
      back.searchParams.set('error', isRefusing ? 'access_denied' : 'invalid_request');
      isRefusing = false;
    } else {
      const code = randomBytes(16).toString('hex');
      codes.set(code, { clientId, redirectUri, challenge: query.get('code_challenge') ?? '' });
      back.searchParams.set('code', code);
      if (issuer !== undefined) back.searchParams.set('iss', issuer());
    }
    return { status: 302, headers: { location: back.href }, body: '' };
  }

  function token({ form, headers }: FakeRequest): FakeAnswer {
    const field = (name: string): string => textOf(form?.get(name));
    const basic = Buffer.from((headers.authorization ?? '').replace(/^Basic /, ''), 'base64').toString();
    const [clientId = '', secret = ''] =
      proof === 'basic' ? basic.split(':').map(decodeURIComponent) : [field('client_id'), field('client_secret')];
    if (!clients.has(clientId) || (proof === 'none' ? secret !== '' : secret !== client?.secret))
      return { status: 401, body: { error: 'invalid_client' } };
    if (field('grant_type') === 'refresh_token') {
      return renewals.delete(field('refresh_token')) ? granted() : refused('invalid_grant');
    }
    const asked = codes.get(field('code'));
    codes.delete(field('code'));
    const challenge = createHash('sha256').update(field('code_verifier')).digest('base64url');
    const isGood =
      field('grant_type') === 'authorization_code' &&
      asked?.clientId === clientId &&
      asked.redirectUri === field('redirect_uri') &&
      asked.challenge === challenge;
    return isGood ? granted() : refused('invalid_grant');
  }

  /** A refresh token is good once: each answer brings the next. */
  function granted(): FakeAnswer {
    const made = { access_token: randomBytes(12).toString('hex'), refresh_token: randomBytes(12).toString('hex') };
    tokens.add(made.access_token);
    renewals.add(made.refresh_token);
    return { status: 200, body: { ...made, token_type: 'Bearer', expires_in: 3_600, ...said?.() } };
  }

  return {
    answer(request) {
      const { method, path, form } = request;
      if (issuer !== undefined && path === '/.well-known/oauth-authorization-server') return describe();
      if (issuer !== undefined && method === 'POST' && path === REGISTER) return register(request);
      if (method === 'GET' && path === authorizePath) return authorize(request);
      const isOurs = method === 'POST' && path === tokenPath && form?.get('grant_type') !== 'client_credentials';
      return isOurs ? token(request) : null;
    },
    knows: (authorization) => tokens.has((authorization ?? '').replace(/^Bearer /, '')),
    setRedirect(uri) {
      if (client !== null) clients.set(client.id, uri);
    },
    endTokens: () => tokens.clear(),
    revoke() {
      tokens.clear();
      renewals.clear();
    },
    refuseNext() {
      isRefusing = true;
    },
  };
}

function textOf(value: FormDataEntryValue | null | undefined): string {
  return typeof value === 'string' ? value : '';
}

function refused(error: string): FakeAnswer {
  return { status: 400, body: { error } };
}

/** The app that stands at the CRMs where a customer has to make one. */
export const OWN_APP = {
  id: 'app-of-the-test',
  secret: 'secret:of the test/',
} as const;
