/** Sign-in as EspoCRM checks it. Source: its documentation, development/api.md, and Espo/Core/Authentication. */
import { createHmac } from 'node:crypto';
import type { FakeAnswer, FakeRequest } from '../fake-http.ts';
import { refused } from './refused.ts';

export const ESPO_KEY = 'espo-key-of-the-test';
export const ESPO_SIGNED_KEY = 'espo-signed-key';
export const ESPO_SECRET = 'espo-secret';
export const ESPO_LOGIN = { userName: 'sally', password: 'right password' };

const MOST_FAILURES = 10;

/** @param digest what stands behind the colon of a signature: raw bytes before 8.4.1 */
export function signInCheck(digest: 'hex' | 'raw'): (request: FakeRequest, path: string) => FakeAnswer | null {
  let failures = 0;
  return ({ headers, method }, path) => {
    if (failures > MOST_FAILURES) return refused(403, 'Max failed login attempts exceeded.');
    const key = headers['x-api-key'];
    const signature = headers['x-hmac-authorization'];
    const { authorization } = headers;
    const isIn =
      typeof signature === 'string'
        ? isSigned(signature, `${method} ${path}`, digest)
        : typeof key === 'string'
          ? key === ESPO_KEY
          : authorization === `Basic ${base64(`${ESPO_LOGIN.userName}:${ESPO_LOGIN.password}`)}`;
    if (isIn) return null;
    failures += 1;
    return refused(401, '');
  };
}

function isSigned(header: string, signed: string, digest: 'hex' | 'raw'): boolean {
  const hash = createHmac('sha256', ESPO_SECRET).update(signed).digest();
  const behind = digest === 'hex' ? Buffer.from(hash.toString('hex')) : hash;
  const wanted = Buffer.concat([Buffer.from(`${ESPO_SIGNED_KEY}:`), behind]);
  return Buffer.from(header, 'base64').equals(wanted);
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
