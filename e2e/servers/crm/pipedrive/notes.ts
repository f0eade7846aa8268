/** Notes, each on several cards at once, cleaned of tags. */
import { z } from 'zod';
import type { FakeAnswer, FakeRequest } from '../fake-http.ts';
import { invalid, listV1, NOT_FOUND, ok } from './answers.ts';
import type { PipedriveStore, StoredNote } from './store.ts';

export const TARGETS = [
  ['deal_id', 'deals'],
  ['person_id', 'persons'],
  ['org_id', 'organizations'],
  ['lead_id', 'leads'],
] as const;
const target = z.union([z.int(), z.string()]).nullish();
const noteInput = z.strictObject({
  content: z.string().min(1).optional(),
  add_time: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)
    .optional(),
  deal_id: target,
  person_id: target,
  org_id: target,
  lead_id: target,
});
const LONGEST_NOTE = 100_000;

/** @param isAdmin whether the user of the token may set a note's time */
export function serveNotes(
  store: PipedriveStore,
  { method, body, query }: FakeRequest,
  id: string | undefined,
  isAdmin: boolean,
): FakeAnswer {
  if (id === undefined && method === 'GET') return listV1(notesFor(store, query), query);
  if (id === undefined && method === 'POST') return addNote(store, body, isAdmin);
  const note = store.notes.get(Number(id));
  if (note === undefined) return NOT_FOUND;
  if (method === 'GET') return ok(note);
  if (method === 'DELETE') {
    store.notes.delete(note.id);
    return ok(true);
  }
  return method === 'PUT' ? changeNote(store, note, body) : NOT_FOUND;
}

function notesFor(store: PipedriveStore, query: URLSearchParams): readonly StoredNote[] {
  return [...store.notes.values()].filter((note) =>
    TARGETS.every(([field]) => !query.has(field) || String(note[field]) === query.get(field)),
  );
}

function addNote(store: PipedriveStore, body: unknown, isAdmin: boolean): FakeAnswer {
  const parsed = noteInput.safeParse(body);
  if (!parsed.success || parsed.data.content === undefined) return invalid('content');
  if (parsed.data.content.length > LONGEST_NOTE) return invalid('content is too long');
  if (TARGETS.every(([field]) => parsed.data[field] === undefined))
    return invalid('deal_id, person_id, org_id or lead_id is missing');
  if (parsed.data.add_time !== undefined && !isAdmin)
    return { status: 403, body: { success: false, error: 'Only an admin can set add_time' } };
  const missing = missingTarget(store, parsed.data);
  if (missing !== null) return missing;
  const empty = { deal_id: null, person_id: null, org_id: null, lead_id: null };
  const now = new Date().toISOString().slice(0, 19).replace('T', ' ');
  const note = {
    id: store.nextId(),
    active_flag: true,
    ...empty,
    add_time: now,
    ...parsed.data,
    content: cleaned(parsed.data.content),
  };
  store.notes.set(note.id, note as StoredNote);
  return { status: 201, body: { success: true, data: note } };
}

function changeNote(store: PipedriveStore, note: StoredNote, body: unknown): FakeAnswer {
  const parsed = noteInput.safeParse(body);
  if (!parsed.success) return invalid('note');
  const missing = missingTarget(store, parsed.data);
  if (missing !== null) return missing;
  const changed = { ...note, ...parsed.data } as StoredNote;
  store.notes.set(note.id, changed);
  return ok(changed);
}

function missingTarget(store: PipedriveStore, data: z.infer<typeof noteInput>): FakeAnswer | null {
  const isMissing = TARGETS.some(([field, kind]) => {
    const id = data[field];
    return id !== undefined && id !== null && store.get(kind, id)?.is_deleted !== false;
  });
  return isMissing
    ? { status: 400, body: { success: false, error: 'Bad request', error_info: 'Item not found' } }
    : null;
}

/** What the server lets stand: plain tags, no comments. */
function cleaned(html: string): string {
  return html.replace(/<!--[\s\S]*?-->/g, '').replace(/<(?!\/?(?:br|p|b|i|ul|li|a|div)\b)[^>]*>/gi, '');
}
