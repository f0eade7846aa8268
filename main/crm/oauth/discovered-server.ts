import { z } from 'zod';
import { crmUrl } from '../../../app/domain/crm-account.ts';
import { MailpinError } from '../../../app/errors.ts';
import type { OAuthKind, OAuthServer } from '../connector-kind.ts';
import { firstAsked } from '../http/at-sign-in.ts';
import { jsonClient } from '../http/json-client.ts';
import { statusTrouble } from '../http/status-trouble.ts';
import { readAs } from '../read-as.ts';

/** Source: RFC 8414 2. */
const metadata = z.object({
  issuer: z.string(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
  registration_endpoint: z.string(),
  scopes_supported: z.array(z.string()).nullish(),
});
/** Source: RFC 7591 3.2.1. */
const registered = z.object({ client_id: z.string().min(1) });

const RATE_LIMIT = { cost: 10, windowMs: 1_000, atOnce: 1 };

/**
 * Finds a CRM's own sign-in server (RFC 8414) and registers Mailpin there (RFC 7591) as a program that keeps no secret. What it names has
 * to be on the CRM's own address or be encrypted, so that nobody is sent elsewhere in clear.
 * @param wanted scopes, as far as the server has them
 */
export function discoveredServer(wanted: readonly string[]): OAuthKind['server'] {
  return async (url, redirectUri): Promise<OAuthServer> => {
    if (url === null) throw new MailpinError('input.invalid', { field: 'url' });
    const { host, origin } = new URL(url);
    const client = jsonClient({
      ...{ baseUrl: origin, headers: {}, rateLimit: RATE_LIMIT },
      refusal: (answer) => statusTrouble(answer, { host }, ''),
    });
    const found = await firstAsked(host, () =>
      client.send({ method: 'GET', path: '/.well-known/oauth-authorization-server' }),
    );
    const server = readAs(metadata, found.body, host);
    const endpoints = [server.authorization_endpoint, server.token_endpoint, server.registration_endpoint];
    // A description that speaks of another server is none of this one (RFC 8414 3.3).
    if (originOf(server.issuer) !== origin || !endpoints.every((one) => crmUrl(one) !== null))
      throw new MailpinError('crm.protocol', { host });
    const body = {
      client_name: 'Mailpin',
      redirect_uris: [redirectUri],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    };
    const { origin: registrar, pathname } = new URL(server.registration_endpoint);
    const atRegistrar = jsonClient({
      ...{ baseUrl: registrar, headers: {}, rateLimit: RATE_LIMIT },
      refusal: (answer) => statusTrouble(answer, { host }, ''),
    });
    const answer = await atRegistrar.send({ method: 'POST', path: pathname, body });
    const { client_id: clientId } = readAs(registered, answer.body, host);
    return {
      authorizeUrl: server.authorization_endpoint,
      tokenUrl: server.token_endpoint,
      scopes: wanted.filter((scope) => server.scopes_supported?.includes(scope) ?? true),
      issuer: server.issuer,
      values: { 'client-id': clientId },
    };
  };
}

function originOf(address: string): string | null {
  return URL.parse(address)?.origin ?? null;
}
