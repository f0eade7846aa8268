import type { Access } from '../connector-kind.ts';
import type { Authorize } from './json-client.ts';

/**
 * Signs requests with the secret of a sign-in.
 * @param header that takes the secret alone; left out for a bearer token (RFC 6750 2.1)
 */
export function bearer(access: Pick<Access, 'bearer'>, header?: string): Authorize {
  return async (isRefused) => {
    const token = await access.bearer(isRefused);
    if (token === null) return null;
    return header === undefined ? { authorization: `Bearer ${token}` } : { [header]: token };
  };
}
