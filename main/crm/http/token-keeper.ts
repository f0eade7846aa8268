import { z } from 'zod';
import type { Credential, OAuthGrant } from '../../../app/domain/sign-in.ts';
import { hasCode, MailpinError } from '../../../app/errors.ts';
import { networkTrouble } from './network-trouble.ts';
import { readAnswer, type HttpAnswer } from './read-answer.ts';
import { statusTrouble } from './status-trouble.ts';

/** How a client proves to a token endpoint who it is: not at all (RFC 8252 8.4), in the body, or by Basic (RFC 6749 2.3.1). */
export type ClientProof = 'none' | 'body' | 'basic';

export interface TokenKeeperParts {
  readonly proof: ClientProof;
  /** What is stored now: another program may have renewed it a moment ago. */
  readonly load: () => Promise<Credential>;
  readonly save: (credential: Credential) => Promise<void>;
  readonly now: () => number;
}
/** Gives a token that is valid now. Throws crm.auth-expired, crm.auth-revoked, crm.*, keychain.*. */
export type TokenKeeper = (isRefused: boolean) => Promise<string>;

/** A token is renewed so long before it ends, so that it does not end on its way. */
const MARGIN_MS = 60_000;
const TIMEOUT_MS = 30_000;

const tokenAnswer = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).nullish(),
  expires_in: z.coerce.number().positive().nullish(),
});

/**
 * Keeps an OAuth access token fresh. Renewals are single-flight, and a new refresh token is stored before the new access token is used:
 * a crash between the two must not lose the only one that is still valid (RFC 9700 4.14.2).
 */
export function tokenKeeper({ proof, load, save, now }: TokenKeeperParts): TokenKeeper {
  let held: OAuthGrant | null = null;
  let renewing: Promise<OAuthGrant> | null = null;
  /** A refresh token that the CRM called dead is not shown to it again; a new sign-in brings another. */
  let dead: { readonly refreshToken: string; readonly because: MailpinError } | null = null;

  async function renewed(refused: OAuthGrant | null): Promise<OAuthGrant> {
    const credential = await load();
    const { grant } = credential;
    if (grant === null) throw new MailpinError('crm.auth-expired');
    const isNews = refused !== null && grant.accessToken !== refused.accessToken;
    if ((refused === null || isNews) && isFresh(grant)) return grant;
    if (grant.refreshToken === null) throw new MailpinError('crm.auth-expired');
    const fields = { grant_type: 'refresh_token', refresh_token: grant.refreshToken };
    if (dead?.refreshToken === grant.refreshToken) throw dead.because;
    const answer = await askForTokens(grant.tokenUrl, fields, credential.values, proof).catch((error: unknown) => {
      if (hasCode(error, 'crm.auth-revoked')) dead = { refreshToken: fields.refresh_token, because: error };
      throw error;
    });
    const fresh = toGrant(answer, grant, now());
    await save({ ...credential, grant: fresh });
    return fresh;
  }

  const isFresh = ({ expiresAt }: OAuthGrant): boolean => expiresAt === null || expiresAt - MARGIN_MS > now();

  return async (isRefused) => {
    if (!isRefused && held !== null && isFresh(held)) return held.accessToken;
    renewing ??= renewed(isRefused ? held : null).finally(() => {
      renewing = null;
    });
    held = await renewing;
    return held.accessToken;
  };
}

/** What a token endpoint answered, as the grant it stands for; what it left out stays as it was. */
export function toGrant(
  { body }: HttpAnswer,
  before: Pick<OAuthGrant, 'refreshToken' | 'tokenUrl'>,
  now: number,
): OAuthGrant {
  const parsed = tokenAnswer.safeParse(body);
  if (!parsed.success) throw new MailpinError('crm.protocol', { host: new URL(before.tokenUrl).host });
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: lifetime } = parsed.data;
  return {
    accessToken,
    refreshToken: refreshToken ?? before.refreshToken,
    expiresAt: lifetime === null || lifetime === undefined ? null : now + lifetime * 1_000,
    tokenUrl: before.tokenUrl,
  };
}

/** Asks a token endpoint (RFC 6749 3.2). Throws crm.auth-revoked for a grant that is no longer good, crm.auth-rejected, crm.*. */
export async function askForTokens(
  tokenUrl: string,
  fields: Readonly<Record<string, string>>,
  values: Credential['values'],
  proof: ClientProof,
): Promise<HttpAnswer> {
  const { host } = new URL(tokenUrl);
  const clientId = values['client-id'] ?? '';
  const secret = values['client-secret'] ?? '';
  const inBody = proof === 'basic' ? {} : { client_id: clientId, ...(proof === 'body' && { client_secret: secret }) };
  const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(secret)}`).toString('base64');
  const answer = await fetch(tokenUrl, {
    method: 'POST',
    redirect: 'manual',
    // Zendesk Sell hears nobody without a name.
    headers: {
      accept: 'application/json',
      'user-agent': 'Mailpin/0.1',
      ...(proof === 'basic' && { authorization: `Basic ${basic}` }),
    },
    body: new URLSearchParams({ ...fields, ...inBody }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
    .then((response) => readAnswer(response, host))
    .catch((error: unknown) => {
      if (error instanceof MailpinError) throw error;
      throw new MailpinError(networkTrouble(error), { host }, { cause: error });
    });
  if (answer.status >= 200 && answer.status < 300) return answer;
  const said = z.object({ error: z.string() }).safeParse(answer.body);
  if (said.data?.error === 'invalid_grant') throw new MailpinError('crm.auth-revoked', { host });
  if (said.data?.error.startsWith('invalid_client') === true) throw new MailpinError('crm.auth-rejected', { host });
  throw statusTrouble(answer, { host }, said.data?.error ?? '');
}
