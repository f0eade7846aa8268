import { isDeepStrictEqual } from 'node:util';
import type { Identity } from '../../app/domain/account.ts';
import { threadDecider, type ThreadDecider } from '../../app/rules/decide-thread.ts';
import type { World } from '../../app/rules/verdict.ts';
import { storedCards, type StoredCards } from './card-lookup.ts';
import { readIdentity } from './own-addresses.ts';
import { readPolicy } from './policy.ts';
import type { ReadDb } from './sql.ts';

/** The world of the store: its cards can be read ahead of the rules. */
export interface StoredWorld extends World {
  readonly cards: StoredCards;
  readonly decider: ThreadDecider;
}

/** A world is as good as new while the cards and the rules are: what was learned of people is kept with the answers about cards. */
const worlds = new WeakMap<StoredCards, StoredWorld>();

/** What rules ask besides the mail, as it stands now. Make one for a transaction and throw it away with it. */
export function readWorld(db: ReadDb): StoredWorld {
  const world = { cards: storedCards(db), identity: readIdentity(db), policy: readPolicy(db) };
  const standing = worlds.get(world.cards);
  if (standing !== undefined && isSameRules(standing, world)) return standing;
  const fresh = { ...world, decider: threadDecider(world) };
  worlds.set(world.cards, fresh);
  return fresh;
}

function isSameRules(one: World, other: World): boolean {
  return (
    isDeepStrictEqual(one.policy, other.policy) && isDeepStrictEqual(factsOf(one.identity), factsOf(other.identity))
  );
}

/** An identity without what it works out of these. */
function factsOf({ byAddress, byPerson, companyDomains }: Identity): Omit<Identity, 'mine'> {
  return { byAddress, byPerson, companyDomains };
}
