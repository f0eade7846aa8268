import type { Extent } from '../../app/domain/extent.ts';
import type { CardId, MessageKey, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import { wanted, type OutboxEntry } from '../../app/machines/outbox-entry.ts';
import type { CardLookup } from '../../app/rules/card-lookup.ts';
import { entriesOfThreads, entryRows, type Debt, type EntryRows, type EntryTopic } from '../db/outbox.ts';
import type { ReadDb } from '../db/sql.ts';

/** What is owed to CRMs for the mails of threads: read at once before they are decided. */
export interface Debts {
  /** So much of the mail is to be on the card at its CRM. A card that is unknown owes nothing. */
  owe(messageKey: MessageKey, cardId: CardId, extent: Extent): void;
  /** What changed; it is written in the transaction that writes the links (rules 7.1). */
  changes(): DebtChanges;
}

export interface DebtChanges {
  readonly due: EntryRows;
  readonly cancelled: readonly EntryTopic[];
}

export function debtsOf(
  db: ReadDb,
  threadIds: readonly ThreadId[],
  cards: Pick<CardLookup, 'card'>,
  now: UnixMs,
): Debts {
  const owed = new Map<string, OutboxEntry | null>(
    entriesOfThreads(db, threadIds).map((entry) => [nameOf(entry.messageKey, entry.cardId), entry]),
  );
  const changed = new Map<string, EntryTopic>();
  return {
    owe(messageKey, cardId, extent) {
      const crmId = cards.card(cardId)?.crmId;
      if (crmId === undefined) return;
      const name = nameOf(messageKey, cardId);
      const entry = owed.get(name) ?? null;
      const next = extent === 'none' ? wanted(entry, 'detach') : wanted(entry, 'attach', extent);
      if (next === entry) return;
      owed.set(name, next);
      changed.set(name, { messageKey, cardId, crmId, createdAt: now });
    },
    changes() {
      const due: Debt[] = [];
      const cancelled: EntryTopic[] = [];
      for (const [name, topic] of changed) {
        const entry = owed.get(name) ?? null;
        if (entry === null) cancelled.push(topic);
        else due.push({ topic, entry });
      }
      return { due: entryRows(due), cancelled };
    },
  };
}

/** At most one debt stands for a mail and card; ids of cards hold no line break. */
function nameOf(messageKey: MessageKey, cardId: CardId): string {
  return `${cardId}\n${messageKey}`;
}
