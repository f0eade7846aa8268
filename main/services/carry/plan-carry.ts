import { setImmediate } from 'node:timers/promises';
import type { Card } from '../../../app/domain/card.ts';
import type { CardMatching } from '../../../app/domain/carry.ts';
import type { CardId, CrmId } from '../../../app/domain/ids.ts';
import { currentCardId } from '../../../app/rules/converted-lead.ts';
import { isFreeMail } from '../../../app/rules/free-mail.ts';
import { cardMatcher, withoutSharing } from '../../../app/rules/match-cards.ts';
import { storedCards } from '../../db/card-lookup.ts';
import { cardsWithMail } from '../../db/carried-mail.ts';
import { cardsById, standingCardIds } from '../../db/cards.ts';
import { carryCards, listCarries, putCarry, putCarryCards, type StoredCarryCard } from '../../db/carries.ts';
import { readPolicy } from '../../db/policy.ts';
import type { ReadDb } from '../../db/sql.ts';
import type { Deps } from '../deps.ts';
import { isUnderWay } from './named-carry.ts';

/** Cards matched, or read, before others get a turn. */
const SLICE_CARDS = 2_000;

/**
 * Looks for the counterpart of every card of a CRM that has mail, or the user's word on mail, among the cards of another, and keeps the
 * answer as the plan of a carry. What the user said of counterparts before stays said, as long as the card is there.
 */
export async function planCarry({ store, clock }: Deps, fromId: CrmId, toId: CrmId): Promise<void> {
  const from = await cardsToCarry(store.db, fromId);
  const to = await readCards(store.db, standingCardIds(store.db, toId));
  const { freeMail } = readPolicy(store.db);
  const match = cardMatcher(to, {
    cards: storedCards(store.db),
    isFreeMail: (domain) => isFreeMail(domain, freeMail),
  });
  const found = new Map<Card, CardMatching>();
  for (const card of from) {
    found.set(card, match(card));
    if (found.size % SLICE_CARDS === 0) await setImmediate();
  }
  const matchings = withoutSharing(found);
  const standing = new Set(to.map(({ id }) => id));
  store.write((tx) => {
    const before = listCarries(tx.db).find((carry) => carry.fromId === fromId && carry.toId === toId);
    const said = new Map((before === undefined ? [] : carryCards(tx.db, before.id)).map((row) => [row.cardId, row]));
    // What was stopped goes on where it was, also when somebody looks for counterparts again.
    const isGoingOn = before !== undefined && isUnderWay(before);
    const rows = [...matchings].map(([{ id }, matching]) => {
      const row = said.get(id);
      return isGoingOn && row?.isWritten === true ? row : rowOf(id, matching, row, standing);
    });
    const now = clock.now();
    putCarryCards(tx.db, putCarry(tx.db, fromId, toId, now, isGoingOn), rows, now);
    tx.changes.events.push({ name: 'carry.changed', payload: {} });
  });
}

/** Cards that became others are carried as what they became. */
async function cardsToCarry(db: ReadDb, crmId: CrmId): Promise<readonly Card[]> {
  const cards = storedCards(db);
  return readCards(db, [...new Set(cardsWithMail(db, crmId).map((id) => currentCardId(id, cards)))]);
}

async function readCards(db: ReadDb, cardIds: readonly CardId[]): Promise<readonly Card[]> {
  const cards: Card[] = [];
  for (let at = 0; at < cardIds.length; at += SLICE_CARDS) {
    cards.push(...cardsById(db, cardIds.slice(at, at + SLICE_CARDS)).values());
    await setImmediate();
  }
  return cards;
}

function rowOf(
  cardId: CardId,
  { state, candidates }: CardMatching,
  before: StoredCarryCard | undefined,
  standing: ReadonlySet<CardId>,
): StoredCarryCard {
  const row = { cardId, state, candidates, isWritten: false };
  if (before?.said === 'left-out') return { ...row, said: 'left-out', counterpartId: null };
  if (before?.said === 'chosen' && before.counterpartId !== null && standing.has(before.counterpartId)) {
    return { ...row, said: 'chosen', counterpartId: before.counterpartId };
  }
  return { ...row, said: null, counterpartId: foundCounterpart({ state, candidates }) };
}

/** Where mail goes when the user says nothing. */
export function foundCounterpart({ state, candidates }: CardMatching): CardId | null {
  return state === 'matched' ? (candidates[0]?.cardId ?? null) : null;
}
