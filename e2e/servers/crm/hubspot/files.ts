/** Files of an account. Source: HubSpot's guide to files (2026-03): one of folderId and folderPath, and the access, have to be given. */
import { z } from 'zod';
import type { FakeAnswer } from '../fake-http.ts';
import { invalid } from './refusals.ts';
import type { HubspotStore } from './store.ts';

const options = z.object({
  access: z.enum([
    'PRIVATE',
    'PUBLIC_INDEXABLE',
    'PUBLIC_NOT_INDEXABLE',
    'HIDDEN_INDEXABLE',
    'HIDDEN_NOT_INDEXABLE',
    'HIDDEN_PRIVATE',
  ]),
});
/** Of a free account. */
const LARGEST_BYTES = 20 * 1024 * 1024;

export async function uploadFile(store: HubspotStore, form: FormData | null): Promise<FakeAnswer> {
  const file = form?.get('file');
  if (form === null || !(file instanceof File)) return invalid('file is required');
  if (form.has('folderId') === form.has('folderPath')) return invalid('Either folderId or folderPath must be provided');
  const typed = form.get('options');
  const parsed = options.safeParse(typeof typed === 'string' ? JSON.parse(typed) : null);
  if (!parsed.success) return invalid('access is required in options');
  if (file.size > LARGEST_BYTES) return invalid(`File size exceeds the limit of ${String(LARGEST_BYTES)} bytes`);
  if (/\.(?:exe|bat|scr)$/i.test(file.name)) return invalid('File type is not supported');
  const id = store.nextId();
  const stored = { id, name: file.name, access: parsed.data.access, bytes: new Uint8Array(await file.arrayBuffer()) };
  store.files.set(id, stored);
  return { status: 201, body: { id, name: stored.name, access: stored.access, size: file.size, archived: false } };
}
