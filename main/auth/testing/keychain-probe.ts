/**
 * Carries out keychain calls in a process of its own, because libdbus reads the bus address once in the life of a process.
 * Calls come as JSON on standard input (a secret is never an argument), the answers leave as JSON on standard output.
 */
import { text } from 'node:stream/consumers';
import { toMailpinError } from '../../../app/errors.ts';
import { keychain } from '../keychain.ts';

export type KeychainCall =
  readonly ['get', name: string] | readonly ['set', name: string, secret: string] | readonly ['delete', name: string];

async function answer(call: KeychainCall): Promise<string | null> {
  const store = keychain();
  try {
    if (call[0] === 'get') return await store.get(call[1]);
    if (call[0] === 'set') await store.set(call[1], call[2]);
    else await store.delete(call[1]);
    return 'done';
  } catch (error) {
    return toMailpinError(error).code;
  }
}

const answers: (string | null)[] = [];
for (const call of JSON.parse(await text(process.stdin)) as readonly KeychainCall[]) answers.push(await answer(call));
process.stdout.write(JSON.stringify(answers));
