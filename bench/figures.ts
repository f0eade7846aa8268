/** How long one thing took, over several times; in ms. */
export interface Figure {
  readonly name: string;
  readonly times: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

/** One bench: what it measures, in words for the table, and how. */
export interface Bench {
  readonly name: string;
  readonly what: string;
  run(): Promise<readonly Figure[]>;
}

/**
 * Does a thing several times, after one time that does not count.
 * @param prepare what has to stand before each time, and does not count either
 */
export async function measure(
  name: string,
  times: number,
  work: (turn: number) => Promise<unknown>,
  prepare: () => Promise<unknown> = () => Promise.resolve(),
): Promise<Figure> {
  await prepare();
  await work(times);
  const took: number[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    await prepare();
    const startedAt = performance.now();
    await work(turn);
    took.push(performance.now() - startedAt);
  }
  took.sort((one, other) => one - other);
  const at = (share: number): number => took[Math.min(times - 1, Math.floor(share * times))] ?? 0;
  return { name, times, p50: at(0.5), p95: at(0.95), max: at(1) };
}
