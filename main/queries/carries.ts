import {
  CARRY_SETS,
  type CarryName,
  type CarryRow,
  type CarrySet,
  type CarryState,
  type CarryView,
} from '../../app/contract/carry-views.ts';
import type { Page } from '../../app/contract/page.ts';
import type { CardId, CarryId } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';
import { carryCards, listCarries, type StoredCarry, type StoredCarryCard } from '../db/carries.ts';
import { all, sql, type ReadDb } from '../db/sql.ts';
import { carriedCards } from './carried-cards.ts';

/** Whether a carry runs in this engine. */
export type IsGoing = (name: CarryName) => boolean;

export function carryViews(db: ReadDb, isGoing: IsGoing): readonly CarryView[] {
  return listCarries(db).map((carry) => carryView(db, carry, isGoing));
}

/** Throws input.nothing-planned. */
export function carryNamed(db: ReadDb, { fromId, toId }: CarryName): StoredCarry {
  const found = listCarries(db).find((carry) => carry.fromId === fromId && carry.toId === toId);
  if (found === undefined) throw new MailpinError('input.nothing-planned');
  return found;
}

export function carryView(db: ReadDb, carry: StoredCarry, isGoing: IsGoing): CarryView {
  const rows = carryCards(db, carry.id);
  const counts = mailCounts(db, carry.id);
  const sets = Object.fromEntries(
    CARRY_SETS.map((set) => {
      const members = rows.filter((row) => setOf(row) === set);
      const mails = members.reduce((sum, { cardId }) => sum + (counts.get(cardId)?.mails ?? 0), 0);
      return [set, { cards: members.length, mails }];
    }),
  ) as CarryView['sets'];
  const going = rows.filter(({ counterpartId }) => counterpartId !== null);
  return {
    fromId: carry.fromId,
    toId: carry.toId,
    plannedAt: carry.plannedAt,
    state: stateOf(carry, isGoing),
    sets,
    progress: { done: going.filter(({ isWritten }) => isWritten).length, total: going.length },
    actionId: carry.actionId,
  };
}

function stateOf(carry: StoredCarry, isGoing: IsGoing): CarryState {
  if (carry.goneAt === null) return 'planned';
  if (carry.isActionUndone) return 'undone';
  if (isGoing(carry)) return 'going';
  return carry.finishedAt === null ? 'stopped' : 'done';
}

export function setOf({ said, counterpartId, state }: StoredCarryCard): CarrySet {
  if (said === 'left-out') return 'left-out';
  if (counterpartId !== null) return 'matched';
  return state === 'none' ? 'none' : 'unsure';
}

/** Those that need a word of the user first. */
const ORDER = { unsure: 0, none: 1, matched: 2, 'left-out': 3 } as const satisfies Record<CarrySet, number>;

export interface CarryRowsWanted extends CarryName {
  readonly set?: CarrySet | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** The cards of a carry, a page of them. Throws input.nothing-planned. */
export function carryRows(db: ReadDb, { set, cursor, limit, ...name }: CarryRowsWanted): Page<CarryRow> {
  const { id } = carryNamed(db, name);
  const wanted = carryCards(db, id).filter((row) => set === undefined || setOf(row) === set);
  const names = carriedCards(
    db,
    wanted.map(({ cardId }) => cardId),
  );
  const ordered = wanted.toSorted(
    (one, other) =>
      ORDER[setOf(one)] - ORDER[setOf(other)] ||
      names(one.cardId).name.localeCompare(names(other.cardId).name) ||
      (one.cardId < other.cardId ? -1 : 1),
  );
  const from = Number(cursor ?? 0);
  const page = ordered.slice(from, from + limit);
  const next = from + limit < ordered.length ? String(from + limit) : null;
  return { items: toRows(db, id, page), next, total: ordered.length };
}

function toRows(db: ReadDb, carryId: CarryId, rows: readonly StoredCarryCard[]): readonly CarryRow[] {
  const counts = mailCounts(db, carryId);
  const named = rows.flatMap(({ cardId, counterpartId, candidates }) => [
    cardId,
    ...candidates.map((candidate) => candidate.cardId),
    ...(counterpartId === null ? [] : [counterpartId]),
  ]);
  const card = carriedCards(db, named);
  return rows.map((row) => ({
    card: card(row.cardId),
    mailCount: counts.get(row.cardId)?.mails ?? 0,
    keptOutCount: counts.get(row.cardId)?.keptOut ?? 0,
    set: setOf(row),
    found: row.state,
    said: row.said,
    counterpart: row.counterpartId === null ? null : card(row.counterpartId),
    candidates: row.candidates.map(({ cardId, likeness, unlikeness }) => ({
      card: card(cardId),
      likeness,
      unlikeness,
    })),
    isWritten: row.isWritten,
  }));
}

/** Mails on the cards of a carry, and mails kept out of them. */
export function mailCounts(
  db: ReadDb,
  carryId: CarryId,
): ReadonlyMap<CardId, { readonly mails: number; readonly keptOut: number }> {
  const rows = all<{ card_id: CardId; mails: number; kept_out: number }>(
    db,
    sql`
    SELECT card_id, (SELECT count(*) FROM link WHERE link.card_id = carry_card.card_id) AS mails,
           (SELECT count(*) FROM kept_out WHERE kept_out.card_id = carry_card.card_id) AS kept_out
      FROM carry_card
     WHERE carry_id = ${carryId}`,
  );
  return new Map(rows.map((row) => [row.card_id, { mails: row.mails, keptOut: row.kept_out }]));
}
