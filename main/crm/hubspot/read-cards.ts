import type { CancelSignal } from '../../../app/ports.ts';
import type { Card } from '../../../app/domain/card.ts';
import { everyItem } from '../every-item.ts';
import type { HubspotClient } from './hubspot-client.ts';
import { FACTS, objectsPath, VERSION, type HubspotKind } from './kinds.ts';
import { associationBatch, associationPage, type ObjectRecord } from './records.ts';
import { mergedInto, toCard, type Surroundings } from './to-card.ts';

type Others = Partial<Record<HubspotKind, readonly string[]>>;

/** Largest page of a record's associations, and of a batch that asks for them. */
const PAGE_ASSOCIATIONS = 500;

/** Records of a list, which names what they are associated with. */
export async function listedCards(
  client: HubspotClient,
  kind: HubspotKind,
  records: readonly ObjectRecord[],
  around: Surroundings,
  signal?: CancelSignal,
): Promise<readonly Card[]> {
  const cards: Card[] = [];
  for (const record of records) {
    const others: Others = {};
    for (const other of FACTS[kind].associated) {
      const listed = record.associations?.[other];
      const isCut = listed?.paging?.next !== undefined && listed.paging.next !== null;
      others[other] = isCut
        ? await associatedWith(client, kind, record.id, other, signal)
        : unique(listed?.results.map(({ id }) => id) ?? []);
    }
    cards.push(...withMerged(toCard(kind, record, others, around), record));
  }
  return cards;
}

/** Records of a search, which names nothing else. */
export async function foundCards(
  client: HubspotClient,
  kind: HubspotKind,
  records: readonly ObjectRecord[],
  around: Surroundings,
  signal?: CancelSignal,
): Promise<readonly Card[]> {
  const others = new Map<string, Others>(records.map(({ id }) => [id, {}]));
  for (const other of records.length === 0 ? [] : FACTS[kind].associated) {
    const path = `/crm/associations/${VERSION}/${kind}/${other}/batch/read`;
    const body = { inputs: records.map(({ id }) => ({ id })) };
    const { results } = await client.send({ method: 'POST', path, body, isReading: true }, associationBatch, signal);
    for (const { from, to } of results) {
      const found = others.get(from.id);
      if (found !== undefined) found[other] = unique(to.map(({ toObjectId }) => toObjectId));
    }
  }
  return records.flatMap((record) => withMerged(toCard(kind, record, others.get(record.id) ?? {}, around), record));
}

/** Ids of everything of a kind that a record is associated with. */
export async function associatedWith(
  client: HubspotClient,
  kind: HubspotKind | 'emails',
  id: string,
  other: HubspotKind | 'emails',
  signal?: CancelSignal,
): Promise<readonly string[]> {
  const path = `${objectsPath(kind)}/${id}/associations/${other}`;
  const found = await everyItem<string | undefined, string>(undefined, async (after) => {
    const query = { limit: PAGE_ASSOCIATIONS, after };
    const { results, paging } = await client.send({ method: 'GET', path, query }, associationPage, signal);
    return { items: results.map(({ toObjectId }) => toObjectId), next: paging?.next?.after ?? null };
  });
  return unique(found);
}

/** A card comes after those that were merged into it, so that it stands for them from then on. */
function withMerged(card: Card, record: ObjectRecord): readonly Card[] {
  return [card, ...mergedInto(card, record)];
}

/** An association with several labels is named once for each. */
function unique(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)];
}
