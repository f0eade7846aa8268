import type { Activity, Omission } from '../../../app/domain/activity.ts';
import type { ActivityId, CardId, MessageKey, UnixMs } from '../../../app/domain/ids.ts';
import type { DetachOutcome } from '../../../app/domain/outbox.ts';
import { hasCode, MailpinError, toMailpinError } from '../../../app/errors.ts';
import type { AttachAnswer, CancelSignal, CrmActivity } from '../../../app/ports.ts';
import { activityIdOf, partsOf } from '../card-fields.ts';
import { everyItem } from '../every-item.ts';
import { ambiguous } from '../http/ambiguous.ts';
import { mailSource } from '../mail-source.ts';
import { messageIdOf } from '../message-id-of.ts';
import { leftOut } from '../upload-files.ts';
import { PAGE_ITEMS, type EspoClient } from './espo-client.ts';
import { createdRecord, emailRecord, type EmailRecord } from './records.ts';
import { ENTITY_OF } from './rights.ts';
import { espoMoment } from './to-card.ts';

/** Whose name stands on the mail that is put there by this sign-in. */
export type AskSelf = () => Promise<string>;

const FIELDS = ['id', 'name', 'messageId', 'dateSent', 'parentType', 'parentId', 'createdById', 'modifiedById'];
/** The user in whose name EspoCRM's own jobs work, its mail sync among them. */
const SYSTEM_USER = 'system';

/** A record of EspoCRM that mail can be put on. */
interface Parent {
  readonly parentType: string;
  readonly parentId: string;
}

/** The mail, on whichever record. EspoCRM keeps Message-IDs as they stand in the mail, in brackets. */
async function findEmail(client: EspoClient, key: MessageKey, signal?: CancelSignal): Promise<EmailRecord | null> {
  const id = messageIdOf(key);
  const where = [{ type: 'in', attribute: 'messageId', value: [`<${id}>`, id] }] as const;
  const { items } = await client.list('/Email', emailRecord, { select: FIELDS, where, maxSize: 2, signal });
  return items[0] ?? null;
}

export async function findOnCard(
  client: EspoClient,
  key: MessageKey,
  cardId: CardId,
  signal?: CancelSignal,
): Promise<ActivityId | null> {
  const email = await findEmail(client, key, signal);
  return email !== null && isOn(email, parentOf(cardId)) ? activityIdOf(email.id) : null;
}

/**
 * Imports the mail as a file and puts it on the card. The importer itself puts it on the sender's account, or where the mail it
 * answers is, so the record is set in any case. A mail has one record: somebody's choice of another one stands, EspoCRM's own guess
 * does not. Nothing is sent for a card that is gone.
 */
export async function attachEmail(
  client: EspoClient,
  activity: Activity,
  cardId: CardId,
  signal?: CancelSignal,
): Promise<AttachAnswer> {
  const parent = parentOf(cardId);
  await client.get(`/${parent.parentType}/${parent.parentId}`, createdRecord, { signal });
  const standing = await findEmail(client, activity.key, signal);
  if (standing !== null) return await putOnCard(client, standing, parent, cardId, signal);
  const { id, isNew, dropped } = await importEmail(client, activity, signal);
  if (!isNew) {
    return await putOnCard(client, await client.get(`/Email/${id}`, emailRecord, { signal }), parent, cardId, signal);
  }
  await settle(client, id, parent, signal);
  return { outcome: 'created', activityId: activityIdOf(id), ...(dropped.length > 0 && { dropped }) };
}

/** Puts a mail that was just imported on its card; when EspoCRM refuses that, nothing of the mail is left there. */
async function settle(client: EspoClient, id: string, parent: Parent, signal?: CancelSignal): Promise<void> {
  try {
    await setParent(client, id, parent, signal);
  } catch (error) {
    if (hasCode(error, 'crm.rule-refused') && (await removeEmail(client, id, signal))) throw error;
    throw ambiguous(toMailpinError(error));
  }
}

/** A mail that is there already: ours of another time, or one that EspoCRM's mail sync brought. */
async function putOnCard(
  client: EspoClient,
  email: EmailRecord,
  parent: Parent,
  cardId: CardId,
  signal: CancelSignal | undefined,
): Promise<AttachAnswer> {
  const activityId = activityIdOf(email.id);
  if (isOn(email, parent)) return { outcome: 'already-attached', activityId };
  if (isOnPurpose(email)) throw new MailpinError('crm.one-card-only', { card: cardId });
  await setParent(client, email.id, parent, signal);
  return { outcome: 'linked-existing', activityId };
}

/** Whether somebody chose the record that the mail is on. The importer leaves no name of who changed the mail. */
function isOnPurpose({ parentId, modifiedById }: EmailRecord): boolean {
  return has(parentId) && has(modifiedById) && modifiedById !== SYSTEM_USER;
}

interface Imported {
  readonly id: string;
  /** False when EspoCRM had the mail already and said so. */
  readonly isNew: boolean;
  readonly dropped: readonly Omission[];
}

/** Imports the mail, without its files when the server takes no request of that size. */
async function importEmail(client: EspoClient, activity: Activity, signal?: CancelSignal): Promise<Imported> {
  const { files = [] } = activity;
  try {
    return await importSource(client, activity, [], signal);
  } catch (error) {
    if (files.length === 0 || !hasCode(error, 'crm.too-large')) throw error;
    const dropped = files.map((file) => leftOut(file, 'size-limit'));
    const lighter = { ...activity, files: [], omissions: [...activity.omissions, ...dropped] };
    return await importSource(client, lighter, dropped, signal);
  }
}

/** The file is uploaded and imported; EspoCRM deletes it then. A copy is refused with the id of the one that is there. */
async function importSource(
  client: EspoClient,
  activity: Activity,
  dropped: readonly Omission[],
  signal?: CancelSignal,
): Promise<Imported> {
  const file = `data:message/rfc822;base64,${Buffer.from(mailSource(activity)).toString('base64')}`;
  const upload = { name: 'mail.eml', type: 'message/rfc822', role: 'Attachment', relatedType: 'Email' };
  const fileId = await client.create('/Attachment', { ...upload, field: 'attachments', file }, signal);
  try {
    return { id: await client.create('/Email/importEml', { fileId }, signal), isNew: true, dropped };
  } catch (error) {
    if (!hasCode(error, 'crm.conflict')) throw error;
    const { existing } = error.details;
    if (typeof existing !== 'string') throw error;
    return { id: existing, isNew: false, dropped };
  }
}

/** Refused: a role that may not change the mail. That is about this mail, not about the sign-in. */
async function setParent(client: EspoClient, id: string, parent: Parent | null, signal?: CancelSignal): Promise<void> {
  const wanted = parent ?? { parentType: null, parentId: null };
  try {
    await client.update(`/Email/${id}`, wanted, createdRecord, signal);
  } catch (error) {
    if (!hasCode(error, 'crm.forbidden')) throw error;
    throw new MailpinError('crm.rule-refused', { reason: error.details['reason'] ?? '' }, { cause: error });
  }
}

/**
 * Takes the mail off the card. A mail that we imported is deleted where the role allows it, so that nothing of it stays; one that
 * others brought stays without a record, and so does ours where deleting is not granted.
 */
export async function detachEmail(
  client: EspoClient,
  key: MessageKey,
  cardId: CardId,
  self: AskSelf,
  signal?: CancelSignal,
): Promise<DetachOutcome> {
  const email = await findEmail(client, key, signal);
  if (email === null || !isOn(email, parentOf(cardId))) return 'was-not-linked';
  if (email.createdById === (await self()) && (await removeEmail(client, email.id, signal))) return 'deleted';
  await setParent(client, email.id, null, signal);
  return 'unlinked';
}

/** False when the role may not delete it. A mail that went meanwhile is as good as deleted. */
async function removeEmail(client: EspoClient, id: string, signal?: CancelSignal): Promise<boolean> {
  try {
    await client.remove(`/Email/${id}`, signal);
  } catch (error) {
    if (hasCode(error, 'crm.forbidden')) return false;
    throw error;
  }
  return true;
}

/** Every mail on a card, newest first. */
export async function emailsOn(
  client: EspoClient,
  cardId: CardId,
  self: AskSelf,
  signal?: CancelSignal,
): Promise<readonly CrmActivity[]> {
  const { parentType, parentId } = parentOf(cardId);
  const where = [
    { type: 'equals', attribute: 'parentType', value: parentType },
    { type: 'equals', attribute: 'parentId', value: parentId },
  ] as const;
  const me = await self();
  const found = await everyItem(0, async (offset) => {
    const ask = { select: FIELDS, where, orderBy: 'dateSent', order: 'desc', offset, signal } as const;
    const { items } = await client.list('/Email', emailRecord, ask);
    return { items, next: items.length < PAGE_ITEMS ? null : offset + PAGE_ITEMS };
  });
  return found.map((email) => toActivity(email, me));
}

function toActivity({ id, name, messageId, dateSent, createdById }: EmailRecord, me: string): CrmActivity {
  return {
    activityId: activityIdOf(id),
    key: null,
    isOurs: createdById === me,
    messageId: messageId ?? null,
    subject: name ?? '',
    sentAt: has(dateSent) ? espoMoment(dateSent) : (0 as UnixMs),
  };
}

function parentOf(cardId: CardId): Parent {
  const { kind, remoteId } = partsOf(cardId);
  const entity = Object.entries(ENTITY_OF).find(([known]) => known === kind)?.[1];
  if (entity === undefined || !/^[\w-]+$/.test(remoteId)) throw new MailpinError('crm.card-gone', { card: cardId });
  return { parentType: entity, parentId: remoteId };
}

function isOn(email: EmailRecord, { parentType, parentId }: Parent): boolean {
  return email.parentType === parentType && email.parentId === parentId;
}

function has<Value>(value: Value | null | undefined): value is Value {
  return value !== null && value !== undefined;
}
