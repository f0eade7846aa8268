import type { AttachedFile } from '../../../app/domain/activity.ts';
import { isAmbiguous } from '../../../app/errors.ts';
import type { CancelSignal } from '../../../app/ports.ts';
import { uploadEach, type Uploaded } from '../upload-files.ts';
import { fileLink, fileVersion } from './records.ts';
import type { SalesforceClient, Step } from './salesforce-client.ts';
import { listed, quoted } from './soql.ts';

/** Says of a file that it came with a mail of ours; a file that somebody else added to the mail is not ours to delete. */
const OUR_FILE = 'Mailpin';

/** Puts files into Salesforce, on no record yet: they are linked in the same request that makes the mail. */
export async function uploadFiles(
  client: SalesforceClient,
  files: readonly AttachedFile[],
  signal?: CancelSignal,
): Promise<Uploaded<string>> {
  const made: string[] = [];
  try {
    const { dropped } = await uploadEach(files, async ({ fileName, bytes }) => {
      const VersionData = Buffer.from(bytes).toString('base64');
      const values = { Title: fileName, PathOnClient: fileName, Description: OUR_FILE, VersionData };
      made.push(...(await client.create([{ ref: 'file', type: 'ContentVersion', values }], signal)));
    });
    return { ids: await documentsOf(client, made, signal), dropped };
  } catch (error) {
    if (!isAmbiguous(error)) await removeFiles(client, await documentsOf(client, made, signal), signal);
    throw error;
  }
}

async function documentsOf(
  client: SalesforceClient,
  versions: readonly string[],
  signal: CancelSignal | undefined,
): Promise<readonly string[]> {
  if (versions.length === 0) return [];
  const soql = `SELECT Id, ContentDocumentId FROM ContentVersion WHERE Id IN ${listed(versions)}`;
  const found = await client.query(soql, fileVersion, signal);
  return found.map((one) => one.ContentDocumentId);
}

export function fileStep(email: string, documentId: string, at: number): Step {
  const values = { ContentDocumentId: documentId, LinkedEntityId: email, ShareType: 'V' };
  return { ref: `file${String(at)}`, type: 'ContentDocumentLink', values };
}

/** Files of ours on a mail. */
export async function filesOn(
  client: SalesforceClient,
  emailId: string,
  signal?: CancelSignal,
): Promise<readonly string[]> {
  const soql = `SELECT ContentDocumentId, ContentDocument.Description FROM ContentDocumentLink WHERE LinkedEntityId = ${quoted(emailId)}`;
  const links = await client.query(soql, fileLink, signal);
  return links.filter((one) => one.ContentDocument?.Description === OUR_FILE).map((one) => one.ContentDocumentId);
}

export async function removeFiles(
  client: SalesforceClient,
  documentIds: readonly string[],
  signal?: CancelSignal,
): Promise<void> {
  for (const id of documentIds) await client.remove('ContentDocument', id, signal);
}
