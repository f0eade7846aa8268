import { createHash, randomBytes } from 'node:crypto';

/** 256 bits, in characters that need no escaping in an address. */
export function randomText(): string {
  return randomBytes(32).toString('base64url');
}

/** What is shown of a secret when a sign-in begins, so that only who knows the secret can end it. Source: RFC 7636 4.2, S256. */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
