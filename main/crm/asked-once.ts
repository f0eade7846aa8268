/** Rights, stages and owners change seldom; a load of thousands of cards asks for them once. */
const REMEMBERED_MS = 60_000;

/** Asks once a minute; a failure is not kept. */
export function askedOnce<Value>(ask: () => Promise<Value>): () => Promise<Value> {
  let known: { readonly at: number; readonly value: Promise<Value> } | null = null;
  return async () => {
    if (known === null || performance.now() - known.at > REMEMBERED_MS) {
      known = { at: performance.now(), value: ask() };
    }
    try {
      return await known.value;
    } catch (error) {
      known = null;
      throw error;
    }
  };
}
