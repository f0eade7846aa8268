import type { Extent } from '../../app/domain/extent.ts';
import type { CardId, MessageKey, UnixMs } from '../../app/domain/ids.ts';
import { wanted } from '../../app/machines/outbox-entry.ts';
import type { CardLookup } from '../../app/rules/card-lookup.ts';
import { groupBy } from '../db/group-by.ts';
import { entriesOfMails, entryRows, type Debt, type EntryRows, type EntryTopic } from '../db/outbox.ts';
import type { ReadDb } from '../db/sql.ts';

/** So much of a mail is to be on a card at its CRM. */
export interface Wish {
  readonly messageKey: MessageKey;
  readonly cardId: CardId;
  readonly extent: Extent;
}

/** What changes of what is owed to CRMs; it is written in the transaction that writes the links (rules 7.1). */
export interface DebtChanges {
  readonly due: EntryRows;
  readonly cancelled: readonly EntryTopic[];
}

/**
 * What wishes change of what is or was owed for their mails. A card that is unknown owes nothing.
 *
 * @param wishes each mail and card once
 */
export function debtsOf(
  db: ReadDb,
  wishes: readonly Wish[],
  cards: Pick<CardLookup, 'card'>,
  now: UnixMs,
): DebtChanges {
  const due: Debt[] = [];
  const cancelled: EntryTopic[] = [];
  const owed = groupBy(
    entriesOfMails(db, new Set(wishes.map(({ messageKey }) => messageKey))),
    (entry) => entry.messageKey,
  );
  for (const { messageKey, cardId, extent } of wishes) {
    const crmId = cards.card(cardId)?.crmId;
    if (crmId === undefined) continue;
    const entry = owed.get(messageKey)?.find((one) => one.cardId === cardId) ?? null;
    const next = extent === 'none' ? wanted(entry, 'detach') : wanted(entry, 'attach', extent);
    if (next === entry) continue;
    const topic = { messageKey, cardId, crmId, createdAt: now };
    if (next === null) cancelled.push(topic);
    else due.push({ topic, entry: next });
  }
  return { due: entryRows(due), cancelled };
}
