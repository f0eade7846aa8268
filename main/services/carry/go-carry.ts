import { setImmediate } from 'node:timers/promises';
import type { CarryName } from '../../../app/contract/carry-views.ts';
import type { ActionId, UnixMs } from '../../../app/domain/ids.ts';
import { MailpinError } from '../../../app/errors.ts';
import { insertAction, setActionMailCount } from '../../db/actions.ts';
import { mailCountOfAction } from '../../db/words-of-action.ts';
import {
  carryCards,
  finishCarry,
  listCarries,
  markWritten,
  setCarryAction,
  startCarry,
  unwrittenCards,
  type StoredCarry,
} from '../../db/carries.ts';
import type { Transaction } from '../../db/unit-of-work.ts';
import type { Deps } from '../deps.ts';
import { matchStaleThreads } from '../match-stale-threads.ts';
import { letGo } from '../set-rehearsal.ts';
import { isUnderWay, namedCarry } from './named-carry.ts';
import { writeCarriedCard } from './write-carried-card.ts';

/** Mails whose words are written in one transaction; a card with more has one of its own. */
const BATCH_MAILS = 200;
/** Cards looked at for a batch. */
const BATCH_CARDS = 50;

/**
 * Puts the mail of every card with a counterpart on that: the user saw the counts and said go, so what the new CRM is owed may leave.
 * All of it is one action. Stopped or killed, what is written stays, and going again does the rest.
 * Throws input.nothing-planned, input.unconfirmed-carry.
 *
 * @param signal ends it after the current batch
 * @param tell called after each batch
 */
export async function goCarry(
  deps: Deps,
  { isConfirmed, ...name }: CarryName & { readonly isConfirmed: boolean },
  signal: AbortSignal,
  tell: (done: number, total: number) => void,
): Promise<void> {
  const { store, clock } = deps;
  const begun = namedCarry(store.db, name);
  // Going on with what was confirmed once asks nothing again.
  if (!isConfirmed && !isUnderWay(begun)) throw new MailpinError('input.unconfirmed-carry');
  if (isThrough(begun)) return;
  store.write((tx) => start(tx, name, clock.now()));
  const total = carryCards(store.db, begun.id).filter(({ counterpartId }) => counterpartId !== null).length;
  while (!signal.aborted) {
    const left = store.write((tx) => writeBatch(tx, name, clock.now()));
    await matchStaleThreads(deps);
    tell(total - left, total);
    // Whoever wants it stopped, or a card shown, gets a turn.
    await setImmediate();
    if (left > 0) continue;
    // Not before everything the user said is said there too: mail that is to stay off a card would go first.
    store.write((tx) => finish(tx, name, clock.now()));
    return;
  }
}

/** All of it is said, and stands. */
function isThrough({ finishedAt, isActionUndone }: StoredCarry): boolean {
  return finishedAt !== null && !isActionUndone;
}

function start(tx: Transaction, name: CarryName, now: UnixMs): void {
  const carry = namedCarry(tx.db, name);
  if (isUnderWay(carry)) return;
  startCarry(tx.db, carry.id, now);
  tx.changes.events.push({ name: 'carry.changed', payload: {} });
}

/** @returns how many cards are left */
function writeBatch(tx: Transaction, name: CarryName, now: UnixMs): number {
  const carry = listCarries(tx.db).find(({ fromId, toId }) => fromId === name.fromId && toId === name.toId);
  // It was taken back, or planned anew, by another program or a moment ago.
  if (carry === undefined || !isUnderWay(carry)) return 0;
  let { actionId } = carry;
  // Made when there is something to say: a carry without news is nothing to take back.
  const action = (): ActionId => {
    if (actionId === null) {
      const subject = `${name.fromId} ${name.toId}`;
      actionId = insertAction(tx.db, { kind: 'carry', verdict: null, reach: null, subject, actedAt: now });
      setCarryAction(tx.db, carry.id, actionId);
    }
    return actionId;
  };
  let mailCount = 0;
  for (const pair of unwrittenCards(tx.db, carry.id, BATCH_CARDS)) {
    if (mailCount >= BATCH_MAILS) break;
    mailCount += writeCarriedCard(tx, pair, action, now);
    markWritten(tx.db, carry.id, pair.cardId, now);
  }
  if (actionId !== null) setActionMailCount(tx.db, actionId, mailCountOfAction(tx.db, actionId));
  return unwrittenCards(tx.db, carry.id, -1).length;
}

/** What the new CRM is owed may leave: the user saw the counts. */
function finish(tx: Transaction, name: CarryName, now: UnixMs): void {
  const carry = namedCarry(tx.db, name);
  if (!isUnderWay(carry)) return;
  finishCarry(tx.db, carry.id, now);
  letGo(tx, name.toId, now);
  tx.changes.events.push({ name: 'carry.changed', payload: {} });
}
