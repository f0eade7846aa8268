import { calledBack, competes, isElsewhere, keeperOf, stoodAside } from '../../app/machines/one-card.ts';
import type { MessageKey } from '../../app/domain/ids.ts';
import type { CrmConnector } from '../../app/ports.ts';
import { contestedEntries, putEntry, type ContestedEntry } from '../db/outbox.ts';
import type { Transaction } from '../db/unit-of-work.ts';
import type { Deps } from './deps.ts';

/**
 * Where the CRM keeps a mail on one card only, decides which of the cards that want it has it; the others stand aside, and come back
 * when that one lets go. Throws store.*.
 */
export function placeOnOneCard({ store, clock }: Deps, { id, capabilities: { cardsPerMail } }: CrmConnector): void {
  if (cardsPerMail === 'several' || contestedEntries(store.db, id).length === 0) return;
  store.write((tx) => {
    for (const entries of byMail(contestedEntries(tx.db, id))) {
      const keeper = keeperOf(entries, cardsPerMail);
      for (const entry of entries) {
        if (!competes(entry, cardsPerMail) || entry.state.kind === 'dead' || entry.state.kind === 'sending') continue;
        const mayHave = keeper === null || entry === keeper;
        if (mayHave === isElsewhere(entry)) put(tx, mayHave ? calledBack(entry) : stoodAside(entry));
      }
    }
  });

  function put(tx: Transaction, entry: ContestedEntry): void {
    putEntry(tx.db, { ...entry, createdAt: clock.now() }, entry);
    tx.changes.linkedCards.add(entry.cardId);
    tx.changes.isOutboxChanged = true;
  }
}

function byMail(entries: readonly ContestedEntry[]): Iterable<readonly ContestedEntry[]> {
  const mails = new Map<MessageKey, ContestedEntry[]>();
  for (const entry of entries) mails.set(entry.messageKey, [...(mails.get(entry.messageKey) ?? []), entry]);
  return mails.values();
}
