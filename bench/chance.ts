/** Numbers that look drawn by lot and are the same on every machine. */
export interface Chance {
  /** From 0 to below the limit. */
  below(limit: number): number;
  /** So many words of a list with blanks between. */
  words(list: string, count: number): string;
}

/** Source: the Lehmer generator of Park and Miller, "minimal standard" (1988). */
export function chanceOf(seed: number): Chance {
  let state = seed;
  const below = (limit: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % limit;
  };
  return {
    below,
    words(list, count) {
      const known = list.split(' ');
      return Array.from({ length: count }, () => known[below(known.length)] ?? '').join(' ');
    },
  };
}
