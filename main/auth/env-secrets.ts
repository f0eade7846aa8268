import { MailpinError } from '../../app/errors.ts';
import type { SecretStore } from '../../app/ports.ts';
import { environmentVariableOf } from './secret-name.ts';

/**
 * Secrets from the environment, for machines without a keychain. Read-only: a program cannot change the environment it was
 * started from, and must not pretend to. `set` and `delete` throw `keychain.read-only`.
 */
export function envSecrets(environment: Readonly<Record<string, string | undefined>>): SecretStore {
  const refuse = (name: string): Promise<never> =>
    Promise.reject(new MailpinError('keychain.read-only', { variable: environmentVariableOf(name) }));
  return {
    get: (name) => Promise.resolve(environment[environmentVariableOf(name)] ?? null),
    set: refuse,
    delete: refuse,
  };
}
