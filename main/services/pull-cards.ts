import { doubted, putBackInLine } from '../../app/machines/outbox-entry.ts';
import type { Card } from '../../app/domain/card.ts';
import type { CardId, CrmId, UnixMs } from '../../app/domain/ids.ts';
import type { CardPage, CrmConnector } from '../../app/ports.ts';
import {
  cardsById,
  deleteStages,
  putCard,
  putStage,
  readCrmCursor,
  standingCardIds,
  writeCrmCursor,
} from '../db/cards.ts';
import { noteChangesWay } from '../db/crm-accounts.ts';
import { entriesOfCrm, entriesRefusedAsGone, putEntry } from '../db/outbox.ts';
import type { Transaction } from '../db/unit-of-work.ts';
import type { Deps } from './deps.ts';
import { markMailOf } from './mark-mail-of-cards.ts';

/**
 * Reads what changed at a CRM into the mirror, a page a transaction, and puts the threads that may be touched in line to be decided
 * again. Throws crm.*, store.*.
 *
 * @returns how many cards came
 */
export async function pullCards(deps: Deps, crm: CrmConnector): Promise<number> {
  const { store } = deps;
  for (let cardCount = 0; ;) {
    const cursor = readCrmCursor(store.db, crm.id);
    const page = await crm.changes(cursor);
    if (page.isFromStart) {
      await startOver(deps, crm, page);
      continue;
    }
    if (page.cursor === cursor && page.cards.length === 0) return cardCount;
    cardCount += page.cards.length;
    store.write((tx) => {
      putPage(tx, page);
      if (page.gone !== undefined) markGone(tx, page.gone, deps.clock.now());
      if (page.way !== undefined) noteChangesWay(tx.db, crm.id, page.way);
      if (page.standing !== undefined) markMissing(tx, crm.id, page.standing, deps.clock.now());
      writeCrmCursor(tx.db, crm.id, page.cursor);
      tellProgress(tx, crm, cardCount, page.totalCount);
    });
  }
}

/** A CRM on this computer answers at once: nobody watches it. */
function tellProgress(tx: Transaction, { id: crmId, capabilities }: CrmConnector, done: number, total = 0): void {
  if (capabilities.isLocal || done === 0) return;
  const payload = { crmId, done, total: total === 0 ? null : Math.max(total, done), isOver: false };
  tx.changes.events.push({ name: 'crm.progress', payload });
}

/** Cards of a kind that we know and the CRM no longer has are gone. */
function markMissing(
  tx: Transaction,
  crmId: CrmId,
  { kind, ids }: NonNullable<CardPage['standing']>,
  goneAt: UnixMs,
): void {
  const there = new Set(ids);
  const missing = standingCardIds(tx.db, crmId).filter((id) => !there.has(id) && id.startsWith(`${crmId}:${kind}:`));
  markGone(tx, missing, goneAt);
}

/** They keep what is known of them. What was gone before went then. */
function markGone(tx: Transaction, ids: readonly CardId[], goneAt: UnixMs): void {
  const cards = [...cardsById(tx.db, ids).values()].filter((card) => card.goneAt === null);
  putCards(
    tx,
    cards.map((card): Card => ({ ...card, goneAt })),
  );
}

/**
 * The CRM was replaced or put back from a copy. Reads all of it before one transaction that believes it: cards it does not have are
 * gone, and what it was sent is owed again. A crash in between leaves everything to be done.
 */
async function startOver({ store, clock, logger }: Deps, crm: CrmConnector, first: CardPage): Promise<void> {
  const pages = [first];
  for (let last = first; ;) {
    const page = await crm.changes(last.cursor);
    if (page.cursor === last.cursor && page.cards.length === 0) break;
    // It was replaced once more meanwhile; the caller meets that when it asks again.
    if (page.isFromStart) return;
    pages.push(page);
    last = page;
  }
  logger.warn('crm.replaced', { crmId: crm.id });
  store.write((tx) => {
    const goneAt = clock.now();
    const there = new Set(pages.flatMap(({ cards }) => cards.map(({ id }) => id)));
    const missing = standingCardIds(tx.db, crm.id).filter((id) => !there.has(id));
    const cards = [...cardsById(tx.db, missing).values()].map((card): Card => ({ ...card, goneAt }));
    deleteStages(tx.db, crm.id);
    for (const page of pages) putPage(tx, page);
    putCards(tx, cards);
    for (const entry of entriesOfCrm(tx.db, crm.id)) {
      putEntry(tx.db, { ...entry, createdAt: goneAt }, doubted(entry, there.has(entry.cardId)));
    }
    tx.changes.isOutboxChanged = true;
    writeCrmCursor(tx.db, crm.id, pages.at(-1)?.cursor ?? null);
  });
}

function putPage(tx: Transaction, page: CardPage): void {
  for (const stage of page.stages) putStage(tx.db, stage);
  putCards(tx, page.cards);
}

/** Stores cards and what follows for their mail. What was refused because a card was gone is owed again when the card is back. */
function putCards(tx: Transaction, cards: readonly Card[]): void {
  const before = cardsById(
    tx.db,
    cards.map(({ id }) => id),
  );
  const put = new Map<CardId, Card>();
  for (const card of cards) {
    putCard(tx.db, card, !before.has(card.id) && !put.has(card.id));
    put.set(card.id, card);
    tx.changes.cards.add(card.id);
  }
  const back = [...put.values()].filter(({ goneAt }) => goneAt === null).map(({ id }) => id);
  for (const entry of entriesRefusedAsGone(tx.db, back)) {
    const createdAt = put.get(entry.cardId)?.updatedAt;
    if (createdAt !== undefined) putEntry(tx.db, { ...entry, createdAt }, putBackInLine(entry));
    tx.changes.isOutboxChanged = true;
  }
  markMailOf(tx, [...before.values(), ...cards]);
}
