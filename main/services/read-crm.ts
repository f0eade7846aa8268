import { toWireError } from '../../app/contract/wire.ts';
import { toMailpinError } from '../../app/errors.ts';
import type { CrmConnector } from '../../app/ports.ts';
import { findCrmAccount, markCrmRead } from '../db/crm-accounts.ts';
import type { Deps } from './deps.ts';
import { matchStaleThreads } from './match-stale-threads.ts';
import { pullCards } from './pull-cards.ts';

/**
 * Reads what changed at a CRM, writes down how that went, and matches the mails it touches. Throws crm.*, keychain.*, store.*.
 * @returns how many cards came
 */
export async function readCrm(deps: Deps, crm: CrmConnector): Promise<number> {
  const tell = (trouble: Parameters<typeof markCrmRead>[3]): void => {
    deps.store.write((tx) => {
      const isOver = trouble === null && (findCrmAccount(tx.db, crm.id)?.trouble ?? null) !== null;
      // Debts wait for the end of trouble.
      if (isOver) tx.changes.isOutboxChanged = true;
      markCrmRead(tx.db, crm.id, deps.clock.now(), trouble);
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
