import { z } from 'zod';
import type { Activity, AttachedFile, Omission } from '../../../app/domain/activity.ts';
import { MailpinError } from '../../../app/errors.ts';
import type { CancelSignal } from '../../../app/ports.ts';
import type { HubspotClient } from './hubspot-client.ts';
import { VERSION } from './kinds.ts';

const PATH = `/files/${VERSION}/files`;
/** Where Mailpin's files are in HubSpot's file manager. */
const FOLDER = '/mailpin';
/** Without `PRIVATE` a file would have an address that everybody can open. */
const OPTIONS = JSON.stringify({ access: 'PRIVATE', overwrite: false });

const fileRecord = z.object({ id: z.string() });

export interface Uploaded {
  readonly ids: readonly string[];
  readonly dropped: readonly Omission[];
}

/** Puts the attachments of a mail into the account. A file that HubSpot refuses is left out with the reason. */
export async function uploadFiles(
  client: HubspotClient,
  { files = [] }: Activity,
  signal?: CancelSignal,
): Promise<Uploaded> {
  const ids: string[] = [];
  const dropped: Omission[] = [];
  for (const file of files) {
    try {
      ids.push((await client.send({ method: 'POST', path: PATH, form: formOf(file) }, fileRecord, signal)).id);
    } catch (error) {
      const reason = refusedBecause(error);
      if (reason === null) throw error;
      dropped.push({ what: 'attachment', because: reason, name: file.fileName });
    }
  }
  return { ids, dropped };
}

/** Takes files of ours away again; those that are gone already count as taken. */
export async function removeFiles(client: HubspotClient, ids: readonly string[], signal?: CancelSignal): Promise<void> {
  for (const id of ids) await client.remove(`${PATH}/${id}`, signal);
}

function formOf({ bytes, fileName, mediaType }: AttachedFile): FormData {
  const form = new FormData();
  form.set('file', new Blob([Uint8Array.from(bytes)], { type: mediaType }), fileName);
  form.set('fileName', fileName);
  form.set('folderPath', FOLDER);
  form.set('options', OPTIONS);
  return form;
}

/** Null for trouble that has nothing to do with the file. */
function refusedBecause(error: unknown): Omission['because'] | null {
  if (!(error instanceof MailpinError)) return null;
  if (error.code === 'crm.too-large') return 'size-limit';
  return error.code === 'crm.invalid' || error.code === 'crm.forbidden' ? 'not-taken' : null;
}
