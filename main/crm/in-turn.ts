/**
 * Runs work on one key one after another, on different keys side by side: of two orders for one mail the second has to see what the
 * first did. A failure stops nothing but its own work.
 */
export function inTurn(): <Value>(key: string, work: () => Promise<Value>) => Promise<Value> {
  const last = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const before = last.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (last.get(key) === mine) last.delete(key);
    }
  };
}
