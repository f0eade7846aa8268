import { MailpinError } from '../../app/errors.ts';
import type { CrmConnector } from '../../app/ports.ts';
import { activityBytes } from '../../app/rules/activity-bytes.ts';
import { standsInLedger, type LedgerLine } from '../db/ledger.ts';
import type { StoredEntry } from '../db/outbox.ts';
import type { ReadDb } from '../db/sql.ts';
import { activityFor, type TakenOff } from './carry-out.ts';

/**
 * The line that the ledger lacks where a mail left a card without ever having come there, as far as it tells (rules 7.7): an order to
 * attach it took effect, and its answer was never heard.
 *
 * @returns null where nothing was there to be taken off, or its arrival is told
 */
export function unheardArrival(
  db: ReadDb,
  crm: CrmConnector,
  { entry, answer }: TakenOff,
): Omit<LedgerLine, 'answeredAt'> | null {
  const { messageKey, cardId } = entry;
  if (answer === 'was-not-linked' || standsInLedger(db, messageKey, cardId)) return null;
  const arrival = { intent: 'attach', answer: 'already-attached', activityId: null, messageKey, cardId } as const;
  // How much was wanted when it was sent is forgotten: no more than all of it.
  if (entry.mustReplace) return { ...arrival, extent: 'full', sentBytes: null };
  return { ...arrival, extent: entry.extent, sentBytes: bytesOf(db, crm, entry) };
}

/** Null where it cannot be told any more: the mail is gone, or files went along. */
function bytesOf(db: ReadDb, crm: CrmConnector, entry: StoredEntry): number | null {
  try {
    const activity = activityFor(db, crm, entry);
    const hadFiles = crm.capabilities.attachments === 'sent' && activity.attachments.length > 0;
    return hadFiles ? null : activityBytes(activity);
  } catch (error) {
    if (error instanceof MailpinError && error.code.startsWith('mail.')) return null;
    throw error;
  }
}
