import { BUILTIN_CAPABILITIES } from '../../../app/domain/crm-capabilities.ts';
import type { Clock } from '../../../app/ports.ts';
import { openBuiltinCrm, type BuiltinCrm } from './builtin-crm.ts';
import { BUILTIN_ID } from './cards.ts';

/**
 * The built-in CRM, opened by the first call that needs it; while it cannot be opened, each call tries anew and fails with the reason
 * (store.*, crm.*). So a file that is damaged stops nobody from reading mail, and one that was put back needs no restart.
 */
export function lazyBuiltinCrm(path: string, clock: Clock): BuiltinCrm {
  let opened: Promise<BuiltinCrm> | null = null;
  const crm = (): Promise<BuiltinCrm> => {
    opened ??= openBuiltinCrm(path, clock).catch((error: unknown) => {
      opened = null;
      throw error;
    });
    return opened;
  };
  return {
    id: BUILTIN_ID,
    capabilities: BUILTIN_CAPABILITIES,
    check: async () => (await crm()).check(),
    changes: async (cursor) => (await crm()).changes(cursor),
    findActivity: async (key, cardId) => (await crm()).findActivity(key, cardId),
    attach: async (activity, cardId) => (await crm()).attach(activity, cardId),
    detach: async (key, cardId) => (await crm()).detach(key, cardId),
    activitiesOn: async (cardId) => (await crm()).activitiesOn(cardId),
    putCards: async (drafts) => (await crm()).putCards(drafts),
    moveDeal: async (cardId, stageId) => (await crm()).moveDeal(cardId, stageId),
    removeCards: async (cardIds) => (await crm()).removeCards(cardIds),
    close: async () => (await opened)?.close(),
  };
}
