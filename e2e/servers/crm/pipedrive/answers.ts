/** Answers of Pipedrive's interface: an envelope, and pages of each version's kind. */
import type { FakeAnswer } from '../fake-http.ts';

export const NOT_FOUND: FakeAnswer = { status: 404, body: { success: false, error: 'Not found', errorCode: 404 } };

export function ok(data: unknown): FakeAnswer {
  return { status: 200, body: { success: true, data } };
}

export function one(record: object | undefined): FakeAnswer {
  return record === undefined ? NOT_FOUND : ok(record);
}

export function invalid(error: string): FakeAnswer {
  return { status: 400, body: { success: false, error: 'Bad request', error_info: error, errorCode: 400 } };
}

/** Opaque cursors; at most 500 records a page. */
export function listV2(all: readonly object[], query: URLSearchParams): FakeAnswer {
  const limit = Number(query.get('limit') ?? 100);
  if (limit > 500) return invalid('limit: at most 500');
  const at = Number(Buffer.from(query.get('cursor') ?? '', 'base64url').toString() || 0);
  const next = at + limit < all.length ? Buffer.from(String(at + limit)).toString('base64url') : null;
  return {
    status: 200,
    body: { success: true, data: all.slice(at, at + limit), additional_data: { next_cursor: next } },
  };
}

/** Pages by a start; an empty list is null. */
export function listV1(all: readonly object[], query: URLSearchParams): FakeAnswer {
  const limit = Math.min(Number(query.get('limit') ?? 100), 500);
  const start = Number(query.get('start') ?? 0);
  const items = all.slice(start, start + limit);
  const hasMore = start + limit < all.length;
  const pagination = { start, limit, more_items_in_collection: hasMore, ...(hasMore && { next_start: start + limit }) };
  return {
    status: 200,
    body: { success: true, data: items.length === 0 ? null : items, additional_data: { pagination } },
  };
}
