import { z } from 'zod';
import type { Activity, AttachedFile } from '../../../app/domain/activity.ts';
import type { CancelSignal } from '../../../app/ports.ts';
import { blobOf, uploadEach, type Uploaded } from '../upload-files.ts';
import type { HubspotClient } from './hubspot-client.ts';
import { VERSION } from './kinds.ts';

const PATH = `/files/${VERSION}/files`;
/** Where Mailpin's files are in HubSpot's file manager. */
const FOLDER = '/mailpin';
/** Without `PRIVATE` a file would have an address that everybody can open. */
const OPTIONS = JSON.stringify({ access: 'PRIVATE', overwrite: false });

const fileRecord = z.object({ id: z.string() });

/** Puts the attachments of a mail into the account. A file that HubSpot refuses is left out with the reason. */
export function uploadFiles(
  client: HubspotClient,
  { files = [] }: Activity,
  signal?: CancelSignal,
): Promise<Uploaded<string>> {
  return uploadEach(files, async (file) => {
    const { id } = await client.send({ method: 'POST', path: PATH, form: formOf(file) }, fileRecord, signal);
    return id;
  });
}

/** Takes files of ours away again; those that are gone already count as taken. */
export async function removeFiles(client: HubspotClient, ids: readonly string[], signal?: CancelSignal): Promise<void> {
  for (const id of ids) await client.remove(`${PATH}/${id}`, signal);
}

function formOf(file: AttachedFile): FormData {
  const form = new FormData();
  form.set('file', blobOf(file), file.fileName);
  form.set('fileName', file.fileName);
  form.set('folderPath', FOLDER);
  form.set('options', OPTIONS);
  return form;
}
