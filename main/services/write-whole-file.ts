import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { fileError } from './file-error.ts';

/**
 * Writes a file of the user's choice whole or not at all: when the disk fills up, no half of it is there to be taken for the whole, and
 * a file that was there stays. Throws store.full, store.unwritable.
 *
 * @param path absolute; a file that is there is replaced
 * @param mode who may read it, when not as the system has it
 */
export async function writeWholeFile(path: string, content: string | Uint8Array, mode?: number): Promise<void> {
  const unfinished = `${path}.${randomUUID()}.part`;
  try {
    await writeFile(unfinished, content, { mode });
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw fileError(error, path);
  }
}
