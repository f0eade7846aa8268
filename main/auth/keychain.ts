import type { AsyncEntry } from '@napi-rs/keyring';
import { MailpinError, type ErrorCode } from '../../app/errors.ts';
import type { SecretStore } from '../../app/ports.ts';

/** What the keychain shows as the owner of our entries. */
const SERVICE = 'Mailpin';

/**
 * Without a store the library falls back to the kernel's keyring, which forgets everything at the next start. On macOS and
 * Windows the option has no effect.
 */
const OPTIONS = { linux: { store: 'secret-service' } } as const;

/**
 * The library gives every failure the same code, so its words have to tell them apart. The words are those of libdbus
 * and of the Secret Service, seen with gnome-keyring 42; `keychain.test.ts` holds them against the real thing.
 */
const MEANINGS: readonly (readonly [words: RegExp, code: ErrorCode])[] = [
  [/prompt was dismissed|is locked|locked collection/i, 'keychain.locked'],
  [
    /DBUS_SESSION_BUS_ADDRESS|not provided by any \.service|ServiceUnknown|Failed to connect to socket/i,
    'keychain.missing',
  ],
];

/** The keychain of the operating system. Throws keychain.missing, keychain.locked, keychain.failed; never falls back to a file. */
export function keychain(): SecretStore {
  return {
    get: (name) => withEntry(name, (entry) => entry.getPassword()),
    set: (name, secret) => withEntry(name, (entry) => entry.setPassword(secret)),
    delete: (name) =>
      withEntry(name, async (entry) => {
        await entry.deletePassword();
      }),
  };
}

async function withEntry<Value>(name: string, work: (entry: AsyncEntry) => Promise<Value>): Promise<Value> {
  try {
    // Loaded when it is needed: a machine whose keychain library cannot be loaded still works with `--secrets env`.
    const library = await import('@napi-rs/keyring');
    return await work(new library.AsyncEntry(SERVICE, name, OPTIONS));
  } catch (error) {
    throw new MailpinError(codeOf(error), {}, { cause: error });
  }
}

function codeOf(error: unknown): ErrorCode {
  const words = error instanceof Error ? error.message : '';
  return MEANINGS.find(([pattern]) => pattern.test(words))?.[1] ?? 'keychain.failed';
}
