/** What was just written and a search may not show yet; forgotten after a while, when the CRM itself has to be asked. */
export interface Remembered<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  forget(key: string): void;
}

export function remembered<Value>(forMs: number, now: () => number = () => performance.now()): Remembered<Value> {
  const held = new Map<string, { readonly value: Value; readonly until: number }>();
  return {
    get(key) {
      const found = held.get(key);
      return found !== undefined && found.until > now() ? found.value : undefined;
    },
    set(key, value) {
      held.delete(key);
      // In the order in which they end: those at the beginning are over first.
      for (const [old, { until }] of held) {
        if (until > now()) break;
        held.delete(old);
      }
      held.set(key, { value, until: now() + forMs });
    },
    forget: (key) => void held.delete(key),
  };
}
