import type { ThreadSummary } from '../../../app/contract/thread-views.ts';
import type { CardRef } from '../../../app/domain/card.ts';

export interface CardOfMany {
  readonly card: CardRef;
  /** The selected threads that are on it. */
  readonly threads: readonly ThreadSummary[];
}

/** Cards that stand as buttons; more would be no help. */
const OFFERED = 4;

/** The cards that several threads are on, the most common first. */
export function cardsOfMany(threads: readonly ThreadSummary[]): readonly CardOfMany[] {
  const found = new Map<string, { card: CardRef; threads: ThreadSummary[] }>();
  for (const thread of threads) {
    for (const chip of thread.chips) {
      if (chip.kind !== 'card') continue;
      const known = found.get(chip.card.id) ?? { card: chip.card, threads: [] };
      known.threads.push(thread);
      found.set(chip.card.id, known);
    }
  }
  return [...found.values()].sort((one, other) => other.threads.length - one.threads.length).slice(0, OFFERED);
}
