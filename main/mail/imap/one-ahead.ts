/**
 * The same values, each asked for while the one before it is worked on. What goes wrong is told after the values before it. Ended early, it
 * waits for what was asked for already: whatever gives the values is free then.
 */
export async function* oneAhead<Value>(source: AsyncGenerator<Value>): AsyncGenerator<Value> {
  const next = (): Promise<IteratorResult<Value>> => {
    const coming = source.next();
    // Heard by whoever waits for it, which may be later.
    coming.catch(() => undefined);
    return coming;
  };
  let coming = next();
  try {
    for (let result = await coming; result.done !== true; result = await coming) {
      coming = next();
      yield result.value;
    }
  } finally {
    await coming.catch(() => undefined);
    await source.return(undefined);
  }
}
