/** The first batch answers soon when there is little to do. */
const FIRST_BATCH_THREADS = 100;
/** What was read for a batch is in memory until all of it is decided. */
const LARGEST_BATCH_THREADS = 500;

/**
 * How many threads to decide next: as many as the last batch would have done in the time; not at once many more, the next ones may be long.
 *
 * @param threads of the last batch
 * @param share of the time that it took
 */
export function nextBatch(threads: number, share: number): number {
  const size = Math.min(threads / share, threads * 2, LARGEST_BATCH_THREADS);
  return Math.max(Math.round(size), FIRST_BATCH_THREADS);
}
