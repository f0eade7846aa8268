/** What comes between takes at most a fortieth of the time. */
const SHARE = 40;
/** However long it takes, it is not put off for longer than this, in ms. */
const LONGEST_PAUSE_MS = 10_000;

/**
 * Work that is called for often, between pieces of other work, and done as often as it is cheap: the first time at once, then after a
 * pause as long as it took many times over.
 */
export function nowAndThen(
  work: () => Promise<unknown>,
  now: () => number = () => performance.now(),
): () => Promise<void> {
  let nextAt = Number.NEGATIVE_INFINITY;
  return async () => {
    const startedAt = now();
    if (startedAt < nextAt) return;
    await work();
    const endedAt = now();
    nextAt = endedAt + Math.min(LONGEST_PAUSE_MS, SHARE * (endedAt - startedAt));
  };
}
