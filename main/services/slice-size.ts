/** How long a transaction may keep a question waiting, in ms. */
const LONGEST_MS = 20;
/** A transaction may be so much longer where that saves a short one after it. */
const STRETCH = 1.25;
const LEAST = 15;
const MOST = 100;

/**
 * How many mails a transaction takes: as many as this computer stores in a short while. Fewer at once would cost more in all, since
 * every transaction writes a piece of the index.
 */
export interface SliceSize {
  current(): number;
  /** Of so many mails that are there (some), how many to take next: equal parts, since a few mails left over cost a transaction too. */
  of(mailCount: number): number;
  /** So many took so long. */
  took(mailCount: number, ms: number): void;
}

export function sliceSize(): SliceSize {
  let size = LEAST;
  return {
    current: () => size,
    of: (mailCount) => Math.ceil(mailCount / Math.ceil(mailCount / (size * STRETCH))),
    took(mailCount, ms) {
      const fitting = Math.floor((mailCount * LONGEST_MS) / Math.max(ms, 1));
      // Halfway towards what fits: one slow disk access says little.
      size = Math.min(MOST, Math.max(LEAST, Math.ceil((size + fitting) / 2)));
    },
  };
}
