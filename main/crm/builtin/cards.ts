import type { Selectable } from 'kysely';
import type { Card, CardAddress, CardDraft } from '../../../app/domain/card.ts';
import type { CardId, CrmId, UnixMs } from '../../../app/domain/ids.ts';
import { MailpinError } from '../../../app/errors.ts';
import type { PutCardsAnswer } from '../../../app/ports.ts';
import { changing, type BuiltinDb, type BuiltinTransaction } from './database.ts';
import { stagesFor, type StageRow } from './stages.ts';
import type { CardTable } from './tables.ts';

export const BUILTIN_ID = 'builtin' as CrmId;

type CardRow = Selectable<CardTable>;

/** Creates or replaces cards, all or none. A card that would become what it is keeps its time of change. */
export async function putCards(db: BuiltinDb, drafts: readonly CardDraft[], now: UnixMs): Promise<PutCardsAnswer> {
  return changing(db, async (trx, next) => {
    const stageOf = await stagesFor(trx, drafts, next);
    let created = 0;
    let updated = 0;
    for (const draft of drafts) {
      const known = await findRow(trx, draft.id);
      const wanted = toRow(draft, stageOf(draft), now, known?.changed_seq ?? 0);
      if (known === undefined) {
        await trx
          .insertInto('card')
          .values({ ...wanted, changed_seq: await next() })
          .execute();
        created += 1;
      } else if (!isSame(known, wanted)) {
        await trx
          .updateTable('card')
          .set({ ...wanted, changed_seq: await next() })
          .where('card_id', '=', draft.id)
          .execute();
        updated += 1;
      }
    }
    return { created, updated, unchanged: drafts.length - created - updated };
  });
}

/** Throws `crm.card-gone` for what is no standing deal, `crm.invalid` for an unknown stage. */
export async function moveDeal(db: BuiltinDb, cardId: CardId, stageId: string, now: UnixMs): Promise<void> {
  await changing(db, async (trx, next) => {
    const card = await findRow(trx, cardId);
    if (card?.kind !== 'deal' || card.gone_at !== null) throw new MailpinError('crm.card-gone', { card: cardId });
    const stage = await trx.selectFrom('stage').select('outcome').where('stage_id', '=', stageId).executeTakeFirst();
    if (stage === undefined) throw new MailpinError('crm.invalid', { card: cardId });
    if (card.stage_id === stageId) return;
    const closed_at = stage.outcome === 'open' ? null : card.status === stage.outcome ? card.closed_at : now;
    await trx
      .updateTable('card')
      .set({ stage_id: stageId, status: stage.outcome, closed_at, updated_at: now, changed_seq: await next() })
      .where('card_id', '=', cardId)
      .execute();
  });
}

/** They are kept as gone, so that who reads changes learns of it. */
export async function removeCards(db: BuiltinDb, cardIds: readonly CardId[], now: UnixMs): Promise<void> {
  await changing(db, async (trx, next) => {
    for (const cardId of cardIds) {
      const card = await findRow(trx, cardId);
      if (card === undefined || card.gone_at !== null) continue;
      await trx
        .updateTable('card')
        .set({ gone_at: now, updated_at: now, changed_seq: await next() })
        .where('card_id', '=', cardId)
        .execute();
    }
  });
}

/** Cards with a number of change after `after`, in the order of their changes. */
export async function cardsChangedAfter(db: BuiltinDb, after: number, limit: number): Promise<readonly ChangedCard[]> {
  const rows = await db
    .selectFrom('card')
    .selectAll()
    .where('changed_seq', '>', after)
    .orderBy('changed_seq')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ card: toCard(row), seq: row.changed_seq }));
}
export interface ChangedCard {
  readonly card: Card;
  readonly seq: number;
}

/** Whether mail can be logged on a card. */
export async function isStanding(db: BuiltinDb, cardId: CardId): Promise<boolean> {
  const row = await db.selectFrom('card').select('gone_at').where('card_id', '=', cardId).executeTakeFirst();
  return row !== undefined && row.gone_at === null;
}

function findRow(trx: BuiltinTransaction, cardId: CardId): Promise<CardRow | undefined> {
  return trx.selectFrom('card').selectAll().where('card_id', '=', cardId).executeTakeFirst();
}

function toRow(draft: CardDraft, stage: StageRow | null, now: UnixMs, seq: number): CardRow {
  return {
    card_id: draft.id,
    kind: draft.kind,
    remote_id: draft.remoteId,
    name: draft.name,
    status: draft.status ?? stage?.outcome ?? 'open',
    addresses: JSON.stringify(draft.addresses),
    domains: JSON.stringify(draft.domains),
    company_id: draft.companyId,
    people_ids: JSON.stringify(draft.peopleIds),
    stage_id: stage?.stage_id ?? null,
    amount: draft.value?.amount ?? null,
    currency: draft.value?.currency ?? null,
    owner_name: draft.ownerName,
    converted_to_id: draft.convertedToId,
    created_at: draft.createdAt,
    closed_at: draft.closedAt,
    updated_at: now,
    gone_at: null,
    changed_seq: seq,
  };
}

function isSame(known: CardRow, wanted: CardRow): boolean {
  const fields = new Map<string, unknown>(Object.entries({ ...wanted, updated_at: known.updated_at }));
  return Object.entries(known).every(([name, value]) => fields.get(name) === value);
}

function toCard(row: CardRow): Card {
  return {
    id: row.card_id as CardId,
    kind: row.kind,
    name: row.name,
    crmId: BUILTIN_ID,
    remoteId: row.remote_id,
    status: row.status,
    addresses: JSON.parse(row.addresses) as readonly CardAddress[],
    domains: JSON.parse(row.domains) as readonly string[],
    companyId: row.company_id as CardId | null,
    peopleIds: JSON.parse(row.people_ids) as readonly CardId[],
    stageId: row.stage_id,
    value: row.amount === null || row.currency === null ? null : { amount: row.amount, currency: row.currency },
    ownerName: row.owner_name,
    convertedToId: row.converted_to_id as CardId | null,
    createdAt: row.created_at as UnixMs | null,
    closedAt: row.closed_at as UnixMs | null,
    updatedAt: row.updated_at as UnixMs,
    goneAt: row.gone_at as UnixMs | null,
  };
}
