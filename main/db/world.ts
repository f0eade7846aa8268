import type { World } from '../../app/rules/verdict.ts';
import { storedCards, type StoredCards } from './card-lookup.ts';
import { readIdentity } from './own-addresses.ts';
import { readPolicy } from './policy.ts';
import type { ReadDb } from './sql.ts';

/** The world of the store: its cards can be read ahead of the rules. */
export interface StoredWorld extends World {
  readonly cards: StoredCards;
}

/** What rules ask besides the mail, as it stands now. Make one for a transaction and throw it away with it. */
export function readWorld(db: ReadDb): StoredWorld {
  return { cards: storedCards(db), identity: readIdentity(db), policy: readPolicy(db) };
}
