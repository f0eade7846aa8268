import type { SecretStore } from '../../../app/ports.ts';

/** Secrets that are forgotten with the process. For tests. */
export function memorySecrets(): SecretStore {
  const secrets = new Map<string, string>();
  return {
    get: (name) => Promise.resolve(secrets.get(name) ?? null),
    set(name, secret) {
      secrets.set(name, secret);
      return Promise.resolve();
    },
    delete(name) {
      secrets.delete(name);
      return Promise.resolve();
    },
  };
}
