/** Cards as both versions of the interface list them. */
import type { FakeAnswer } from '../fake-http.ts';
import { invalid, listV1, listV2 } from './answers.ts';
import type { PipedriveKind, PipedriveStore, StoredRecord } from './store.ts';

const ITEMS: Readonly<Record<string, PipedriveKind>> = {
  deal: 'deals',
  person: 'persons',
  organization: 'organizations',
};

/** Sorted and filtered as version 2 does it; times other than RFC 3339 are refused. */
export function listKind(store: PipedriveStore, kind: PipedriveKind, query: URLSearchParams): FakeAnswer {
  const ids = query.get('ids')?.split(',');
  if (ids !== undefined && ids.length > 100) return invalid('ids: at most 100');
  const dealId = query.get('deal_id');
  const deal = dealId === null ? null : (store.get('deals', Number(dealId)) ?? null);
  const people = [deal?.['person_id'], ...((deal?.['participants'] as readonly number[] | undefined) ?? [])];
  const found = store
    .all(kind)
    .filter((record) => ids === undefined || ids.includes(String(record.id)))
    .filter((record) => deal === null || people.includes(record.id));
  const field = query.get('sort_by') ?? 'id';
  if (!['id', 'update_time', 'add_time'].includes(field)) return invalid(`sort_by: ${field}`);
  const up = sortedBy(found, field);
  const sorted = query.get('sort_direction') === 'desc' ? up.toReversed() : up;
  return listV2(
    sorted.map((record) => shown(record, query)),
    query,
  );
}

function shown({ participants, ...record }: StoredRecord, query: URLSearchParams): object {
  const wanted = query.get('include_fields')?.split(',') ?? [];
  const count = 1 + ((participants as readonly number[] | undefined)?.length ?? 0);
  const { source_lead_id: leadId = null, ...plain } = record;
  return {
    ...plain,
    ...(wanted.includes('participants_count') && { participants_count: count }),
    ...(wanted.includes('source_lead_id') && { source_lead_id: leadId }),
  };
}

export function listLeads(store: PipedriveStore, query: URLSearchParams): FakeAnswer {
  const since = query.get('updated_since');
  const found = store.all('leads').filter(({ update_time: at }) => since === null || at >= since);
  const sorted = sortedBy(found, 'update_time');
  return listV1((query.get('sort') === 'update_time DESC' ? sorted.toReversed() : sorted).map(withMilliseconds), query);
}

/** Deleted records come too, no longer active; times are those of version 1. */
export function listRecents(store: PipedriveStore, query: URLSearchParams): FakeAnswer {
  const since = query.get('since_timestamp') ?? '';
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(since)) return invalid('since_timestamp');
  const found = (query.get('items') ?? '').split(',').flatMap((item) => {
    const kind = ITEMS[item];
    if (kind === undefined) return [];
    return store
      .everything(kind)
      .map((record) => ({ ...record, update_time: spaced(record.update_time) }))
      .filter(({ update_time: at }) => at >= since)
      .map((record) => ({
        item,
        id: record.id,
        data: { id: record.id, update_time: record.update_time, active_flag: !record.is_deleted },
      }));
  });
  return listV1(found, query);
}

function sortedBy(records: readonly StoredRecord[], field: string): readonly StoredRecord[] {
  return records.toSorted((a, b) =>
    field === 'id' ? Number(a.id) - Number(b.id) : String(a[field]).localeCompare(String(b[field])),
  );
}

function spaced(iso: string): string {
  return iso.replace('T', ' ').replace('Z', '');
}

function withMilliseconds(record: StoredRecord): object {
  return {
    ...record,
    add_time: record.add_time.replace('Z', '.000Z'),
    update_time: record.update_time.replace('Z', '.000Z'),
  };
}
