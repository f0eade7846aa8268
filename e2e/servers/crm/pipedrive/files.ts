import type { FakeAnswer, FakeRequest } from '../fake-http.ts';
import { invalid, NOT_FOUND, ok } from './answers.ts';
import { TARGETS } from './notes.ts';
import type { PipedriveStore } from './store.ts';

const UploadedFile = File;
type UploadedFile = File;

/** Files beside the notes of a card. */
export function serveFiles(store: PipedriveStore, { method, form }: FakeRequest, id: string | undefined): FakeAnswer {
  if (method === 'DELETE') return store.files.delete(Number(id)) ? ok({ id: Number(id) }) : NOT_FOUND;
  const file = form?.get('file');
  if (method !== 'POST' || form === null || !(file instanceof UploadedFile)) return invalid('file');
  return ok({ id: addFile(store, file, form), name: file.name });
}

function addFile(store: PipedriveStore, file: UploadedFile, form: FormData): number {
  const where = TARGETS.flatMap(([field]) => (form.has(field) ? [`${field} ${textOf(form.get(field))}`] : []));
  const id = store.nextId();
  store.files.set(id, { id, name: file.name, bytes: new Uint8Array(), target: where.join(',') });
  void file.arrayBuffer().then((bytes) => {
    const stored = store.files.get(id);
    if (stored !== undefined) store.files.set(id, { ...stored, bytes: new Uint8Array(bytes) });
  });
  return id;
}

function textOf(value: FormDataEntryValue | null): string {
  return typeof value === 'string' ? value : '';
}
