/** Changed cards by the Sync API, which knows what this device has and tells of deletions. */
import type { Card, CardKind } from '../../../app/domain/card.ts';
import type { CardId, CrmId } from '../../../app/domain/ids.ts';
import type { CardPage } from '../../../app/ports.ts';
import { cardIdOf } from '../card-fields.ts';
import { conversionsAfter, conversionsOf, convertedLeads } from './conversions.ts';
import { KINDS, type Kind, type SyncCursor } from './cursor.ts';
import { toCards, type AnyRecord, type AskSurroundings } from './read-cards.ts';
import { changedRecord, type SyncItem } from './records.ts';
import type { SellClient } from './sell-client.ts';
import { acknowledge, fetchSync, startSync } from './sync-session.ts';

type Found = Omit<CardPage, 'isFromStart'>;

/** Who remembers, between two pages, what Sell sent and was told that it arrived. */
export interface SyncMemory {
  /** Acknowledgement keys with which the last session began. */
  firstKeys: string;
}

const TYPES: Readonly<Record<string, Kind>> = { contact: 'contacts', lead: 'leads', deal: 'deals' };
/** Pages that were stored are acknowledged several at a time: each time is a request of the rate limit. */
const ACK_KEYS = 1_000;
/** What they change is part of other cards. */
const AROUND = new Set(['user', 'stage', 'pipeline']);

/**
 * One page. Sell is told that a page arrived only with a later call, when the caller has stored it: after a stop some pages come again.
 * Throws crm.*.
 * @returns null when the plan does not have the Sync API any more
 */
export async function changesBySync(
  client: SellClient,
  around: AskSurroundings,
  cursor: SyncCursor,
  memory: SyncMemory,
): Promise<Found | null> {
  const { device } = cursor;
  let { ack } = cursor;
  const tell = async (): Promise<void> => {
    if (ack.length > 0) await acknowledge(client, device, ack);
    ack = [];
  };
  if (ack.length >= ACK_KEYS || cursor.session === null) await tell();
  const session = cursor.session ?? (await startSync(client, device));
  if (session === 'refused') return null;
  const rest: SyncCursor = { ...cursor, session: null, ack: [] };
  if (session === 'none') return { cards: [], stages: [], cursor: JSON.stringify(rest) };
  const items = await fetchSync(client, device, session);
  if (items === null) {
    await tell();
    return await endSession(client, around, rest);
  }
  const keys = items.map(({ meta }) => String(meta.sync.ack_key));
  if (cursor.session === null) {
    // A session that begins with what was acknowledged a moment ago would go on for ever.
    if (memory.firstKeys === keys.join(' ')) return { cards: [], stages: [], cursor: JSON.stringify(rest) };
    memory.firstKeys = keys.join(' ');
  }
  return {
    ...(await cardsOf(client, around, items)),
    cursor: JSON.stringify({ ...cursor, session, ack: [...ack, ...keys] } satisfies SyncCursor),
    ...(session.total > 0 && { totalCount: session.total }),
  };
}

/** A conversion of a lead is no part of a session. */
async function endSession(client: SellClient, ask: AskSurroundings, rest: SyncCursor): Promise<Found> {
  const conversions = await conversionsAfter(client, rest.conversion);
  const conversion = conversions[0]?.id ?? rest.conversion;
  const cards = conversions.length === 0 ? [] : await convertedLeads(client, conversions, await ask());
  return { cards, stages: [], cursor: JSON.stringify({ ...rest, conversion } satisfies SyncCursor) };
}

async function cardsOf(
  client: SellClient,
  ask: AskSurroundings,
  items: readonly SyncItem[],
): Promise<Pick<Found, 'cards' | 'stages' | 'gone'>> {
  if (items.some(({ meta }) => AROUND.has(meta.type))) ask.forget();
  const around = await ask();
  const isDeleted = ({ meta }: SyncItem): boolean => meta.sync.event_type === 'deleted';
  const ofKind = (kind: Kind): readonly SyncItem[] => items.filter(({ meta }) => TYPES[meta.type] === kind);
  const cards: Card[] = [];
  for (const kind of KINDS) {
    const changed = ofKind(kind).flatMap((item) => (isDeleted(item) ? [] : (recordOf(item) ?? [])));
    const touched = kind === 'deals' ? await dealsTouched(client, items, changed) : [];
    cards.push(...(await toCards(client, kind, [...changed, ...touched], around)));
  }
  const leadIds = ofKind('leads').flatMap((item) => (isDeleted(item) ? (item.data?.id ?? []) : []));
  const conversions = [...(await conversionsOf(client, leadIds)).values()];
  cards.push(...(await convertedLeads(client, conversions, around)));
  const told = new Set(cards.map(({ id }) => id));
  const gone = items.filter(isDeleted).flatMap((item) => goneIds(item, around.crmId));
  return { cards, stages: [...around.stages.values()], gone: gone.filter((id) => !told.has(id)) };
}

/** Null for a record without what every record has. */
function recordOf({ data }: SyncItem): AnyRecord | null {
  return changedRecord.safeParse(data).data ?? null;
}

/** Deals whose people changed and nothing else. */
async function dealsTouched(
  client: SellClient,
  items: readonly SyncItem[],
  changed: readonly AnyRecord[],
): Promise<readonly AnyRecord[]> {
  const known = new Set(changed.map(({ id }) => id));
  const named = items.flatMap(({ meta, data }) => (meta.type === 'associated_contact' ? (data?.deal_id ?? []) : []));
  const ids = [...new Set(named)].filter((id) => !known.has(id));
  return ids.length === 0 ? [] : await client.listAll('/v2/deals', changedRecord, { ids: ids.join(',') });
}

/** A person and a company are both contacts in Sell; of a deleted one it does not say which it was. */
const CARD_KINDS_OF: Readonly<Record<Kind | 'none', readonly CardKind[]>> = {
  contacts: ['contact', 'company'],
  leads: ['lead'],
  deals: ['deal'],
  none: [],
};

function goneIds({ meta, data }: SyncItem, crmId: CrmId): readonly CardId[] {
  const id = data?.id;
  const kinds = CARD_KINDS_OF[TYPES[meta.type] ?? 'none'];
  return id === undefined || id === null ? [] : kinds.map((kind) => cardIdOf(crmId, kind, id));
}
