import { setImmediate } from 'node:timers/promises';
import type { SpaceProgress } from '../../app/contract/space-views.ts';
import {
  emptyLog,
  freePages,
  giveBackSlice,
  indexPages,
  mergeSlice,
  searchIndexes,
  SLICE_PAGES,
} from '../db/compaction.ts';
import type { Deps } from './deps.ts';

export interface Compaction {
  /** Rewrites the search index first, so that it holds no word of deleted or shortened mail any more. */
  readonly isSearchMerged: boolean;
  /** Ends it between two slices; what was given back stays given back. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: SpaceProgress) => void) | undefined;
}

/** Gives unused space back to the file system, slice by slice: everything else goes on in between. Throws store.*. */
export async function compact(
  { store }: Pick<Deps, 'store'>,
  { isSearchMerged, signal, onProgress = () => undefined }: Compaction,
): Promise<void> {
  for (const index of isSearchMerged ? searchIndexes(store.db) : []) {
    const total = indexPages(store.db, index);
    let done = 0;
    while (signal?.aborted !== true && store.write((tx) => mergeSlice(tx.db, index, done > 0))) {
      done += SLICE_PAGES;
      onProgress({ step: 'merge', done: Math.min(done, total), total });
      await setImmediate();
    }
  }
  const total = freePages(store.db);
  while (signal?.aborted !== true && giveBackSlice(store.db)) {
    onProgress({ step: 'compact', done: Math.max(0, total - freePages(store.db)), total });
    await setImmediate();
  }
  if (signal?.aborted !== true) onProgress({ step: 'compact', done: total, total });
  emptyLog(store.db);
}
