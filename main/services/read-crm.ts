import { toWireError } from '../../app/contract/wire.ts';
import { toMailpinError } from '../../app/errors.ts';
import type { CrmConnector } from '../../app/ports.ts';
import { findCrmAccount, markCrmRead } from '../db/crm-accounts.ts';
import type { Deps } from './deps.ts';
import { matchStaleThreads } from './match-stale-threads.ts';
import { pullCards } from './pull-cards.ts';

/** Reading that is under way: two at once would both bring every card. */
const underWay = new WeakMap<CrmConnector, Promise<number>>();

/**
 * Reads what changed at a CRM, writes down how that went, and matches the mails it touches; after whoever reads it already. Throws
 * crm.*, keychain.*, store.*.
 * @returns how many cards came, those of the reading that was waited for among them
 */
export async function readCrm(deps: Deps, crm: CrmConnector): Promise<number> {
  const before = underWay.get(crm)?.catch(() => 0) ?? Promise.resolve(0);
  const mine = before.then(async (cardCount) => cardCount + (await read(deps, crm)));
  underWay.set(crm, mine);
  try {
    return await mine;
  } finally {
    if (underWay.get(crm) === mine) underWay.delete(crm);
  }
}

async function read(deps: Deps, crm: CrmConnector): Promise<number> {
  const tell = (trouble: Parameters<typeof markCrmRead>[3]): void => {
    deps.store.write((tx) => {
      const isOver = trouble === null && (findCrmAccount(tx.db, crm.id)?.trouble ?? null) !== null;
      // Debts wait for the end of trouble.
      if (isOver) tx.changes.isOutboxChanged = true;
      markCrmRead(tx.db, crm.id, deps.clock.now(), trouble);
      const payload = { crmId: crm.id, done: 0, total: null, isOver: true };
      if (!crm.capabilities.isLocal) tx.changes.events.push({ name: 'crm.progress', payload });
    });
  };
  try {
    const cardCount = await pullCards(deps, crm);
    tell(null);
    await matchStaleThreads(deps);
    return cardCount;
  } catch (error) {
    tell(toWireError(toMailpinError(error)));
    throw error;
  }
}
