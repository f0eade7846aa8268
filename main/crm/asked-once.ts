/** Rights, stages and owners change seldom; a load of thousands of cards asks for them once. */
export const MINUTE_MS = 60_000;

/** An answer that is kept. */
export interface AskedOnce<Given extends readonly unknown[], Value> {
  (...given: Given): Promise<Value>;
  /** The next one asks anew. */
  forget(): void;
}

/**
 * Asks once and keeps the answer, all who ask meanwhile wait for the same; a failure is not kept.
 * @param forMs how long it is good for; a minute when left out
 */
export function askedOnce<Given extends readonly unknown[], Value>(
  ask: (...given: Given) => Promise<Value>,
  forMs = MINUTE_MS,
): AskedOnce<Given, Value> {
  let known: { readonly at: number; readonly value: Promise<Value> } | null = null;
  const answer = async (...given: Given): Promise<Value> => {
    if (known === null || performance.now() - known.at > forMs) known = { at: performance.now(), value: ask(...given) };
    const mine = known;
    try {
      return await mine.value;
    } catch (error) {
      if (known === mine) known = null;
      throw error;
    }
  };
  return Object.assign(answer, {
    forget(): void {
      known = null;
    },
  });
}
