import type { Activity } from '../../../app/domain/activity.ts';
import type { CancelSignal } from '../../../app/ports.ts';
import { blobOf, uploadEach, type Uploaded } from '../upload-files.ts';
import type { Place } from './kinds.ts';
import type { PipedriveClient } from './pipedrive-client.ts';
import { fileRecord } from './records.ts';

/** Puts the attachments of a mail beside its note. A file that Pipedrive refuses is left out with the reason. */
export function uploadFiles(
  client: PipedriveClient,
  { files = [] }: Activity,
  place: Place,
  signal?: CancelSignal,
): Promise<Uploaded<number>> {
  return uploadEach(files, async (file) => {
    const form = new FormData();
    form.set('file', blobOf(file), file.fileName);
    form.set(place.field, String(place.id));
    return (await client.send({ method: 'POST', path: '/api/v1/files', form }, fileRecord, signal)).id;
  });
}

export async function removeFiles(
  client: PipedriveClient,
  ids: readonly number[],
  signal?: CancelSignal,
): Promise<void> {
  for (const id of ids) await client.remove(`/api/v1/files/${String(id)}`, signal);
}
