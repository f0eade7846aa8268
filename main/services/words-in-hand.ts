import { stillOwedToSearch, takeIntoSearch, type SearchableMail } from '../db/search-index.ts';
import type { Deps } from './deps.ts';

/** Mails taken into the index in one transaction. Each writes a piece of the index, and many small ones have to be joined again and again. */
const MAILS = 100;

/**
 * Words of mails that are stored and cannot be found yet, kept until there are enough of them for a transaction. What a crash leaves
 * untaken stands in the database, and the engine takes it in when it starts (`fillSearch`).
 */
export interface WordsInHand {
  readonly take: (mails: readonly SearchableMail[]) => void;
  /** Whether there are enough of them. */
  isFull(): boolean;
  /** Takes all of them in. Throws store.* */
  write(): void;
}

export function wordsInHand({ store }: Pick<Deps, 'store'>): WordsInHand {
  let mails: SearchableMail[] = [];
  return {
    take(more) {
      mails.push(...more);
    },
    isFull: () => mails.length >= MAILS,
    write() {
      const taken = mails;
      mails = [];
      if (taken.length > 0) store.write((tx) => takeIntoSearch(tx.db, stillOwedToSearch(tx.db, taken)));
    },
  };
}
