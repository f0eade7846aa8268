import type { Input } from '../../../app/contract/api.ts';
import type { CardId } from '../../../app/domain/ids.ts';
import { MailpinError } from '../../../app/errors.ts';
import { cardById } from '../../db/cards.ts';
import { carryCard, sayCounterpart, type StoredCarry, type StoredCarryCard } from '../../db/carries.ts';
import { resolveCardId } from '../../db/resolve-card.ts';
import type { ReadDb } from '../../db/sql.ts';
import type { Deps } from '../deps.ts';
import { namedCarry } from './named-carry.ts';
import { foundCounterpart } from './plan-carry.ts';

/**
 * The user's word on which card stands for a card: that one, none, or whatever is found. A card whose mail was carried already keeps its
 * counterpart until the carry is taken back.
 * Throws input.nothing-planned, input.not-carried, input.already-carried, input.unknown-card, input.ambiguous, input.other-crm,
 * crm.card-gone.
 */
export function sayCarryMatch(
  { store }: Deps,
  { cardId: written, counterpart, ...name }: Input<'carries.match'>,
): void {
  store.write((tx) => {
    const carry = namedCarry(tx.db, name);
    const cardId = resolveCardId(tx.db, written);
    const row = carryCard(tx.db, carry.id, cardId);
    if (row === null) throw new MailpinError('input.not-carried', { card: cardById(tx.db, cardId)?.name ?? written });
    if (row.isWritten && carry.actionId !== null && !carry.isActionUndone) {
      throw new MailpinError('input.already-carried');
    }
    sayCounterpart(tx.db, carry.id, cardId, wordOf(tx.db, carry, row, counterpart));
    tx.changes.events.push({ name: 'carry.changed', payload: {} });
  });
}

type Word = Pick<StoredCarryCard, 'said' | 'counterpartId'>;

function wordOf(
  db: ReadDb,
  carry: StoredCarry,
  row: StoredCarryCard,
  counterpart: CardId | string | null | undefined,
): Word {
  if (counterpart === undefined) return { said: null, counterpartId: foundCounterpart(row) };
  if (counterpart === null) return { said: 'left-out', counterpartId: null };
  const counterpartId = resolveCardId(db, counterpart);
  const card = cardById(db, counterpartId);
  if (card === null || card.goneAt !== null)
    throw new MailpinError('crm.card-gone', { card: card?.name ?? counterpart });
  if (card.crmId !== carry.toId) throw new MailpinError('input.other-crm', { card: card.name, crm: carry.toId });
  return { said: 'chosen', counterpartId };
}
