import type { World } from '../../app/rules/verdict.ts';
import { storedCards } from './card-lookup.ts';
import { readIdentity } from './own-addresses.ts';
import { readPolicy } from './policy.ts';
import type { ReadDb } from './sql.ts';

/** What rules ask besides the mail, as it stands now. Make one for a transaction and throw it away with it. */
export function readWorld(db: ReadDb): World {
  return { cards: storedCards(db), identity: readIdentity(db), policy: readPolicy(db) };
}
