import type { MessageKey, UnixMs } from '../../../app/domain/ids.ts';
import type { CancelSignal, CrmActivity } from '../../../app/ports.ts';
import { activityIdOf, moment } from '../card-fields.ts';
import { messageIdOf } from '../message-id-of.ts';
import { hasNoteMark, noteMark } from '../note-text.ts';
import type { HubspotClient } from './hubspot-client.ts';
import { KINDS, objectsPath, type HubspotKind } from './kinds.ts';
import { associatedWith } from './read-cards.ts';
import { foundPage, objectBatch, objectRecord, type ObjectRecord } from './records.ts';

const PROPERTIES = ['hs_email_message_id', 'hs_email_subject', 'hs_email_text', 'hs_timestamp', 'hs_attachment_ids'];
/** Largest batch of records. */
const BATCH_RECORDS = 100;

/** A card as HubSpot's paths name it. */
export interface Place {
  readonly kind: HubspotKind;
  readonly id: string;
}

/**
 * Records of a mail that the search knows, those of ours first, the oldest of them at the top. HubSpot's own mail sync writes the
 * Message-ID too, with brackets or without.
 */
export async function searchEmails(
  client: HubspotClient,
  key: MessageKey,
  signal?: CancelSignal,
): Promise<readonly ObjectRecord[]> {
  const id = messageIdOf(key);
  const equal = (value: string) => ({
    filters: [{ propertyName: 'hs_email_message_id', operator: 'EQ', value }],
  });
  const body = {
    filterGroups: [equal(`<${id}>`), equal(id)],
    sorts: [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }],
    properties: PROPERTIES,
    limit: BATCH_RECORDS,
  };
  const order = { method: 'POST', path: `${objectsPath('emails')}/search`, body } as const;
  const { results } = await client.search(order, foundPage, signal);
  return recordsOf(key, results);
}

/** Records of a mail among the newest on a card: these are seen at once, where a search takes its time. */
export async function newestOnCard(
  client: HubspotClient,
  key: MessageKey,
  { kind, id }: Place,
  signal?: CancelSignal,
): Promise<readonly ObjectRecord[]> {
  const ids = (await associatedWith(client, kind, id, 'emails', signal)).toSorted(newestFirst);
  return recordsOf(key, await readEmails(client, ids.slice(0, BATCH_RECORDS), signal));
}

/** The record and the ids of the cards it is on, by kind; null when it is gone. */
export async function readEmail(
  client: HubspotClient,
  id: string,
  signal?: CancelSignal,
): Promise<ObjectRecord | null> {
  // Tickets are no cards, but a mail that is on one is still in use.
  const query = { properties: PROPERTIES.join(','), associations: [...KINDS, 'tickets'].join(',') };
  return client.find({ method: 'GET', path: `${objectsPath('emails')}/${id}`, query }, objectRecord, signal);
}

export function isOn(record: ObjectRecord, { kind, id }: Place): boolean {
  return record.associations?.[kind]?.results.some((one) => one.id === id) === true;
}

/** Every mail on a card, newest first. */
export async function emailsOn(
  client: HubspotClient,
  { kind, id }: Place,
  signal?: CancelSignal,
): Promise<readonly CrmActivity[]> {
  const ids = await associatedWith(client, kind, id, 'emails', signal);
  const records: ObjectRecord[] = [];
  for (let at = 0; at < ids.length; at += BATCH_RECORDS) {
    records.push(...(await readEmails(client, ids.slice(at, at + BATCH_RECORDS), signal)));
  }
  return records.map(toActivity).toSorted((a, b) => b.sentAt - a.sentAt);
}

export function isOurs({ properties }: Pick<ObjectRecord, 'properties'>): boolean {
  return hasNoteMark(properties['hs_email_text'] ?? '');
}

async function readEmails(
  client: HubspotClient,
  ids: readonly string[],
  signal?: CancelSignal,
): Promise<readonly ObjectRecord[]> {
  if (ids.length === 0) return [];
  const body = { properties: PROPERTIES, propertiesWithHistory: [], inputs: ids.map((id) => ({ id })) };
  const order = { method: 'POST', path: `${objectsPath('emails')}/batch/read`, body, isReading: true } as const;
  return (await client.send(order, objectBatch, signal)).results;
}

function recordsOf(key: MessageKey, records: readonly ObjectRecord[]): readonly ObjectRecord[] {
  const mark = noteMark(key);
  const id = messageIdOf(key);
  const ours = records.filter(({ properties: of }) => (of['hs_email_text'] ?? '').trimEnd().endsWith(mark));
  const foreign = records.filter(
    (record) => !isOurs(record) && record.properties['hs_email_message_id']?.replace(/^<|>$/g, '') === id,
  );
  return [...ours.toSorted(oldestFirst), ...foreign.toSorted(oldestFirst)];
}

function oldestFirst(one: ObjectRecord, other: ObjectRecord): number {
  return -newestFirst(one.id, other.id);
}

/** Ids only grow; they are longer than a number can hold. */
function newestFirst(one: string, other: string): number {
  return BigInt(one) > BigInt(other) ? -1 : 1;
}

function toActivity(record: ObjectRecord): CrmActivity {
  const { id, properties: of, createdAt } = record;
  return {
    activityId: activityIdOf(id),
    key: null,
    isOurs: isOurs(record),
    messageId: of['hs_email_message_id'] ?? null,
    subject: of['hs_email_subject'] ?? '',
    sentAt: of['hs_timestamp'] ? timeOf(of['hs_timestamp']) : moment(createdAt),
  };
}

function timeOf(text: string): UnixMs {
  return /^\d+$/.test(text) ? (Number(text) as UnixMs) : moment(text);
}
