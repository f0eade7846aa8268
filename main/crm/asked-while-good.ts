/** Asks once and keeps the answer; a failure is not kept. */
export function askedWhileGood<Given extends readonly unknown[], Value>(
  ask: (...given: Given) => Promise<Value>,
): (...given: Given) => Promise<Value> {
  let known: Promise<Value> | null = null;
  return async (...given) => {
    known ??= ask(...given);
    try {
      return await known;
    } catch (error) {
      known = null;
      throw error;
    }
  };
}
