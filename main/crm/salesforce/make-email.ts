import type { Activity, Omission } from '../../../app/domain/activity.ts';
import type { MessageKey } from '../../../app/domain/ids.ts';
import { isAmbiguous, MailpinError } from '../../../app/errors.ts';
import type { CancelSignal } from '../../../app/ports.ts';
import { leftOut, type Uploaded } from '../upload-files.ts';
import { emailValues, uniqueKeyOf } from './email-values.ts';
import { peopleOn, personStep } from './emails.ts';
import { fileStep, filesOn, removeFiles, uploadFiles } from './files.ts';
import type { Person } from './places.ts';
import { columnsOf, emailCopy, type EmailRecord } from './records.ts';
import type { SalesforceClient, Step } from './salesforce-client.ts';
import { quoted } from './soql.ts';

export interface EmailParts {
  readonly client: SalesforceClient;
  /** The field of EmailMessage that takes a value once only; null where the administrator made none. */
  readonly uniqueField: () => Promise<string | null>;
}
export interface Made {
  readonly id: string;
  readonly dropped: readonly Omission[];
}
/** What a new record is with: a deal or a company, and people. */
export interface Company {
  readonly parentId: string | null;
  readonly people: readonly Person[];
}

/** Makes the record of a mail with everybody on it, in one request, whole or not at all. */
export async function makeEmail(
  parts: EmailParts,
  activity: Activity,
  company: Company,
  signal?: CancelSignal,
): Promise<Made> {
  const { client } = parts;
  const files = await uploadFiles(client, activity.files ?? [], signal);
  try {
    return await makeWithFiles(parts, activity, company, files, signal);
  } catch (error) {
    // Files of a mail that was refused would lie about. Of one that may stand they are needed.
    if (isAmbiguous(error)) throw error;
    await removeFiles(client, files.ids, signal);
    const isOfLink = error instanceof MailpinError && String(error.details['step'] ?? '').startsWith('file');
    if (!isOfLink || error.code !== 'crm.forbidden') throw error;
    // Without the right "Update Email Messages" no file may be added to a mail: it goes alone.
    const dropped = (activity.files ?? []).map((file) => leftOut(file, 'not-taken'));
    return await makeWithFiles(parts, activity, company, { ids: [], dropped }, signal);
  }
}

async function makeWithFiles(
  parts: EmailParts,
  activity: Activity,
  company: Company,
  { ids, dropped }: Uploaded<string>,
  signal: CancelSignal | undefined,
): Promise<Made> {
  const id = await make(parts, activity.key, emailValues(activity, dropped), company, ids, signal);
  return { id, dropped };
}

/** Makes the record anew without its deal or company, which Salesforce lets nobody change; the people and files stay. */
export async function copyWithoutParent(
  parts: EmailParts,
  key: MessageKey,
  { Id: id }: EmailRecord,
  people: readonly Person[],
  signal?: CancelSignal,
): Promise<void> {
  const { client } = parts;
  const soql = `SELECT ${columnsOf(emailCopy)} FROM EmailMessage WHERE Id = ${quoted(id)}`;
  const [original] = await client.query(soql, emailCopy, signal);
  if (original === undefined) return;
  const values = Object.fromEntries(Object.entries(original).filter(([, value]) => value !== null));
  const files = await filesOn(client, id, signal);
  await make(parts, key, values, { parentId: null, people }, files, signal);
}

async function make(
  { client, uniqueField }: EmailParts,
  key: MessageKey,
  values: Readonly<Record<string, unknown>>,
  { parentId, people }: Company,
  documentIds: readonly string[],
  signal: CancelSignal | undefined,
): Promise<string> {
  const field = await uniqueField();
  const email: Step = {
    ref: 'mail',
    type: 'EmailMessage',
    values: {
      ...values,
      ...(parentId !== null && { RelatedToId: parentId }),
      ...(field !== null && { [field]: uniqueKeyOf(key, parentId) }),
    },
  };
  const made = '@{mail.id}';
  const links = [
    ...people.map((person, at) => personStep(made, person, at)),
    ...documentIds.map((documentId, at) => fileStep(made, documentId, at)),
  ];
  const [id = ''] = await client.create([email, ...links], signal);
  return id;
}

/** Lets one record stand for others of the same mail: their people move over, and they go. */
export async function absorb(
  client: SalesforceClient,
  kept: EmailRecord | Made,
  others: readonly EmailRecord[],
  signal?: CancelSignal,
): Promise<void> {
  const keptId = 'Id' in kept ? kept.Id : kept.id;
  const people = await peopleOn(client, [{ Id: keptId }, ...others], signal);
  const known = new Set(people.filter((one) => one.EmailMessageId === keptId).map((one) => one.RelationId));
  const missing = new Map(people.filter((one) => !known.has(one.RelationId)).map((one) => [one.RelationId, one]));
  const steps = [...missing.values()].map((person, at) => personStep(keptId, person, at));
  if (steps.length > 0) await client.create(steps, signal);
  for (const { Id } of others) await removeEmail(client, Id, await filesOn(client, Id, signal), signal);
}

/** The task that Salesforce made for the mail goes with it. */
export async function removeEmail(
  client: SalesforceClient,
  id: string,
  documentIds: readonly string[] = [],
  signal?: CancelSignal,
): Promise<void> {
  await removeFiles(client, documentIds, signal);
  await client.remove('EmailMessage', id, signal);
}
