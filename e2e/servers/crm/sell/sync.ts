/**
 * The Sync API of the stand-in. It knows of each device what it acknowledged, in which revision; a session is what was new when it was
 * started, in pages. Built from developer.zendesk.com/api-reference/sales-crm/sync (protocol, requests, reference) and its FAQ: what is
 * not acknowledged comes again with the next session, a deletion is told to devices that had the record, order is not promised.
 */
import { randomUUID } from 'node:crypto';
import type { FakeAnswer, FakeRequest } from '../fake-http.ts';

export interface SyncLog {
  /** A record was made or changed; left out data means that it was deleted. */
  note(type: string, id: number, data?: unknown): void;
  /** Null for a request that is none of the Sync API. */
  answer(request: FakeRequest): FakeAnswer | null;
  /** Keys that a device acknowledged so far, over all devices. */
  readonly acknowledged: ReadonlySet<string>;
  /** Sessions that are under way are forgotten. */
  forgetSessions(): void;
}

interface Entry {
  readonly type: string;
  readonly id: number;
  readonly revision: number;
  readonly data: unknown;
}
const PAGE_ITEMS = 100;

/** @param refused what the API says to a plan or a token without it; null while it is there */
export function syncLog(
  refused: () => FakeAnswer | null,
  refusal: (status: number, code: string) => FakeAnswer,
): SyncLog {
  const entries = new Map<string, Entry>();
  /** Device -> record -> revision that it has. */
  const devices = new Map<string, Map<string, number>>();
  const sessions = new Map<string, { readonly device: string; readonly left: Entry[] }>();
  const acknowledged = new Set<string>();
  let revision = 0;

  const keyOf = (entry: Entry): string => `${entry.type}-${String(entry.id)}-${String(entry.revision)}`;

  function start(device: string): FakeAnswer {
    const has = devices.get(device) ?? new Map<string, number>();
    devices.set(device, has);
    const left = [...entries].flatMap(([name, entry]) => {
      const known = has.get(name);
      const isNews =
        entry.data === undefined ? known !== undefined && known < entry.revision : known !== entry.revision;
      return isNews ? [entry] : [];
    });
    if (left.length === 0) return { status: 204 };
    const id = randomUUID();
    sessions.set(id, { device, left: left.toReversed() });
    const queue = { name: 'main', pages: Math.ceil(left.length / PAGE_ITEMS), total_count: left.length };
    const data = { id, queues: [{ data: queue, meta: { type: 'sync_queue' } }] };
    return { status: 201, body: { data, meta: { type: 'sync_session' } } };
  }

  function fetchQueue(id: string, device: string): FakeAnswer {
    const session = sessions.get(id);
    if (session?.device !== device) return refusal(404, 'not_found');
    const page = session.left.splice(0, PAGE_ITEMS);
    if (page.length === 0) return { status: 204 };
    const items = page.map((entry) => {
      const isFirst = devices.get(device)?.has(`${entry.type} ${String(entry.id)}`) !== true;
      const eventType = entry.data === undefined ? 'deleted' : isFirst ? 'created' : 'updated';
      const sync = { event_type: eventType, ack_key: keyOf(entry), revision: entry.revision };
      return { data: entry.data ?? { id: entry.id }, meta: { type: entry.type, sync } };
    });
    return { status: 200, body: { items, meta: { type: 'collection', count: items.length } } };
  }

  function acknowledge(device: string, body: unknown): FakeAnswer {
    const keys = (body as { data?: { ack_keys?: unknown } } | null)?.data?.ack_keys;
    if (!Array.isArray(keys)) return refusal(422, 'incorrect_payload');
    for (const key of keys.map(String)) {
      const [, type = '', id = '', at = ''] = /^(.+)-(\d+)-(\d+)$/.exec(key) ?? [];
      devices.get(device)?.set(`${type} ${id}`, Number(at));
      acknowledged.add(key);
    }
    return { status: 202 };
  }

  return {
    acknowledged,
    note(type, id, data) {
      revision += 1;
      entries.delete(`${type} ${String(id)}`);
      entries.set(`${type} ${String(id)}`, { type, id, revision, data });
    },
    forgetSessions: () => sessions.clear(),
    answer({ method, path, headers, body }) {
      if (!path.startsWith('/v2/sync/')) return null;
      const no = refused();
      if (no !== null) return no;
      const device = headers['x-basecrm-device-uuid'];
      if (typeof device !== 'string' || device === '') return refusal(400, 'invalid_header');
      if (method === 'POST' && path === '/v2/sync/start') return start(device);
      if (method === 'POST' && path === '/v2/sync/ack') return acknowledge(device, body);
      const [, session] = /^\/v2\/sync\/([^/]+)\/queues\/main$/.exec(path) ?? [];
      return method === 'GET' && session !== undefined ? fetchQueue(session, device) : refusal(404, 'not_found');
    },
  };
}
