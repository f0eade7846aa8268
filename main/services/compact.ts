import { setImmediate } from 'node:timers/promises';
import { emptyLog, giveBackSlice, mergeSlice, searchIndexes } from '../db/compaction.ts';
import type { Deps } from './deps.ts';

/**
 * Gives unused space back to the file system, slice by slice: everything else goes on in between. With `isSearchMerged` the search
 * index is rewritten first, so that it holds no word of deleted mail any more. Throws store.*.
 */
export async function compact(
  { store }: Pick<Deps, 'store'>,
  { isSearchMerged }: { readonly isSearchMerged: boolean },
): Promise<void> {
  for (const index of isSearchMerged ? searchIndexes(store.db) : []) {
    let isBegun = false;
    while (store.write((tx) => mergeSlice(tx.db, index, isBegun))) {
      isBegun = true;
      await setImmediate();
    }
  }
  while (giveBackSlice(store.db)) await setImmediate();
  emptyLog(store.db);
}
