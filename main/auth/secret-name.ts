/** Where a secret is found in the environment, for servers and CI. */

const PREFIX = 'MAILPIN_SECRET_';

/**
 * The variable that holds a secret: `MAILPIN_SECRET_` and the name in upper case, every run of characters that a shell
 * does not take in a variable as one `_`. `sally@acme.example` -> `MAILPIN_SECRET_SALLY_ACME_EXAMPLE`.
 */
export function environmentVariableOf(secretName: string): string {
  return PREFIX + secretName.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_');
}
