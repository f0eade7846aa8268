import { createHmac } from 'node:crypto';

/** How one signs in to EspoCRM: as an API user with a key, as one whose requests are signed, or as a person. */
export type EspoAuth =
  | { readonly kind: 'key'; readonly apiKey: string }
  | { readonly kind: 'signed'; readonly apiKey: string; readonly secret: string }
  | { readonly kind: 'person'; readonly userName: string; readonly password: string };

/** What stands behind the colon of a signature: hex digits since EspoCRM 8.4.1, raw bytes before. */
export type Digest = 'hex' | 'raw';

/**
 * The header that signs one request in. Source: EspoCRM documentation, development/api.md ("Authentication"); the two forms of the
 * signature are from the program's own source.
 *
 * @param path of the request below `/api/v1`, with its leading slash and without a query
 */
export function authHeader(auth: EspoAuth, method: string, path: string, digest: Digest): Record<string, string> {
  if (auth.kind === 'key') return { 'x-api-key': auth.apiKey };
  if (auth.kind === 'person') return { authorization: `Basic ${base64(`${auth.userName}:${auth.password}`)}` };
  const hash = createHmac('sha256', auth.secret).update(`${method} ${path}`).digest();
  const signature = digest === 'hex' ? Buffer.from(hash.toString('hex')) : hash;
  const signed = Buffer.concat([Buffer.from(`${auth.apiKey}:`), signature]);
  return { 'x-hmac-authorization': signed.toString('base64') };
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
