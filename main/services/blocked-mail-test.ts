import type { EntryId } from '../../app/domain/ids.ts';
import type { MailContent } from '../../app/domain/mail.ts';
import { addressesOf } from '../../app/rules/addresses-of.ts';
import { blockModeOf, blockOf } from '../../app/rules/blocklist.ts';
import { compileBlocklist } from '../../app/rules/compile-blocklist.ts';
import { blocklistEntries } from '../db/blocklist.ts';
import type { ReadDb } from '../db/sql.ts';
import { isAttachedByUser } from '../db/user-attached.ts';
import { readWorld } from '../db/world.ts';

/**
 * Tells of new mail whether it is kept (rules 5, blocklist). A mail that the user put on a card is kept whoever is on it.
 * Make one for a transaction.
 *
 * @returns names the entry because of which a mail is not kept, null when it is; null when nobody is blocked
 */
export function blockedMailTest(
  db: ReadDb,
): ((mail: Pick<MailContent, 'participants' | 'key'>) => EntryId | null) | null {
  const entries = blocklistEntries(db).filter(({ mode }) => mode === 'blocked');
  if (entries.length === 0) return null;
  const world = readWorld(db);
  const lists = entries.map((entry) => ({
    id: entry.id,
    world: { ...world, policy: { ...world.policy, blocklist: compileBlocklist([entry]) } },
  }));
  return (mail) => {
    if (blockOf(mail, world) !== 'blocked' || isAttachedByUser(db, mail.key)) return null;
    const addresses = addressesOf(mail);
    const first = lists.find((list) => addresses.some((address) => blockModeOf(address, list.world) !== null));
    return first?.id ?? null;
  };
}
