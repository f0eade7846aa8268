import type { Activity, Omission } from '../../../app/domain/activity.ts';
import { MailpinError } from '../../../app/errors.ts';
import type { CancelSignal } from '../../../app/ports.ts';
import type { Place } from './kinds.ts';
import type { PipedriveClient } from './pipedrive-client.ts';
import { fileRecord } from './records.ts';

export interface Uploaded {
  readonly ids: readonly number[];
  readonly dropped: readonly Omission[];
}

/** Puts the attachments of a mail beside its note. A file that Pipedrive refuses is left out with the reason. */
export async function uploadFiles(
  client: PipedriveClient,
  { files = [] }: Activity,
  place: Place,
  signal?: CancelSignal,
): Promise<Uploaded> {
  const ids: number[] = [];
  const dropped: Omission[] = [];
  for (const { bytes, fileName, mediaType } of files) {
    const form = new FormData();
    form.set('file', new Blob([Uint8Array.from(bytes)], { type: mediaType }), fileName);
    form.set(place.field, String(place.id));
    try {
      ids.push((await client.send({ method: 'POST', path: '/api/v1/files', form }, fileRecord, signal)).id);
    } catch (error) {
      const reason = refusedBecause(error);
      if (reason === null) throw error;
      dropped.push({ what: 'attachment', because: reason, name: fileName });
    }
  }
  return { ids, dropped };
}

export async function removeFiles(
  client: PipedriveClient,
  ids: readonly number[],
  signal?: CancelSignal,
): Promise<void> {
  for (const id of ids) await client.remove(`/api/v1/files/${String(id)}`, signal);
}

/** Null for trouble that has nothing to do with the file. */
function refusedBecause(error: unknown): Omission['because'] | null {
  if (!(error instanceof MailpinError)) return null;
  if (error.code === 'crm.too-large') return 'size-limit';
  return error.code === 'crm.invalid' || error.code === 'crm.forbidden' ? 'not-taken' : null;
}
