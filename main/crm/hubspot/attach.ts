import { z } from 'zod';
import type { Activity } from '../../../app/domain/activity.ts';
import type { CardId, MessageKey } from '../../../app/domain/ids.ts';
import type { AttachOutcome } from '../../../app/domain/outbox.ts';
import { isAmbiguous, MailpinError } from '../../../app/errors.ts';
import type { AttachAnswer, CancelSignal } from '../../../app/ports.ts';
import { activityIdOf } from '../card-fields.ts';
import { orCardGone } from '../http/or-card-gone.ts';
import type { Remembered } from '../remembered.ts';
import { emailProperties } from './email-properties.ts';
import { isOn, newestOnCard, readEmail, searchEmails, type Place } from './emails.ts';
import { removeFiles, uploadFiles } from './files.ts';
import type { HubspotClient } from './hubspot-client.ts';
import { objectsPath, placeOf } from './kinds.ts';
import { associationResults, objectRecord, type ObjectRecord } from './records.ts';
import type { AssociationTypes } from './association-types.ts';

export interface EmailParts {
  readonly client: HubspotClient;
  readonly typeTo: AssociationTypes;
  /** Records of the last minutes by message key; null when an order to make one got no answer. */
  readonly made: Remembered<string | null>;
}

/**
 * Puts a mail on a card. One record stands for a mail on all its cards: it is looked for, and linked where there is one, be it of ours
 * or of HubSpot's own mail sync. Made records are linked in the same request, so that none can be left behind on no card.
 */
export async function attachEmail(
  parts: EmailParts,
  activity: Activity,
  cardId: CardId,
  signal?: CancelSignal,
): Promise<AttachAnswer> {
  const place = placeOf(cardId);
  const standing = await recordFor(parts, activity.key, place, signal);
  if (standing === null) return create(parts, activity, cardId, signal);
  const isThere = isOn(standing, place);
  if (!isThere) await link(parts.client, standing.id, cardId, signal);
  const outcome: AttachOutcome = isThere ? 'already-attached' : 'linked-existing';
  return { outcome, activityId: activityIdOf(standing.id) };
}

/**
 * The record of a mail, with the cards it is on. The one just made is remembered, because the search shows it only after a while; when
 * nobody knows whether it was made, the card is looked at, which shows it at once.
 */
async function recordFor(
  { client, made }: EmailParts,
  key: MessageKey,
  place: Place,
  signal?: CancelSignal,
): Promise<ObjectRecord | null> {
  const known = made.get(key);
  if (known !== undefined && known !== null) {
    const record = await readEmail(client, known, signal);
    if (record !== null) return record;
    made.forget(key);
  }
  const found = await searchEmails(client, key, signal);
  const onCard = known === null ? await newestOnCard(client, key, place, signal) : [];
  let elsewhere: ObjectRecord | null = null;
  for (const { id } of [...found, ...onCard]) {
    const record = await readEmail(client, id, signal);
    // The search goes on showing for a while what was thrown away.
    if (record === null) continue;
    if (isOn(record, place)) return record;
    elsewhere ??= record;
  }
  return elsewhere;
}

async function create(
  { client, typeTo, made }: EmailParts,
  activity: Activity,
  cardId: CardId,
  signal?: CancelSignal,
): Promise<AttachAnswer> {
  const { kind, id } = placeOf(cardId);
  const types = [await typeTo(kind, signal)];
  const files = await uploadFiles(client, activity, signal);
  const body = {
    properties: emailProperties(activity, files.ids, files.dropped),
    associations: [{ to: { id }, types }],
  };
  try {
    const record = await client.send({ method: 'POST', path: objectsPath('emails'), body }, objectRecord, signal);
    made.set(activity.key, record.id);
    return { outcome: 'created', activityId: activityIdOf(record.id), dropped: files.dropped };
  } catch (error) {
    if (isAmbiguous(error)) made.set(activity.key, null);
    else await removeFiles(client, files.ids, signal);
    throw await orCardGone(error, cardId, () => isStanding(client, cardId, signal));
  }
}

async function link(client: HubspotClient, emailId: string, cardId: CardId, signal?: CancelSignal): Promise<void> {
  const { kind, id } = placeOf(cardId);
  const path = `${objectsPath('emails')}/${emailId}/associations/default/${kind}/${id}`;
  try {
    const { results } = await client.send({ method: 'PUT', path }, associationResults, signal);
    if (results.length === 0) throw new MailpinError('crm.card-gone', { card: cardId });
  } catch (error) {
    throw await orCardGone(error, cardId, () => isStanding(client, cardId, signal));
  }
}

/** Whoever asks for a card that was merged gets the one that stayed. */
async function isStanding(client: HubspotClient, cardId: CardId, signal?: CancelSignal): Promise<boolean> {
  const { kind, id } = placeOf(cardId);
  const path = `${objectsPath(kind)}/${id}`;
  return (await client.find({ method: 'GET', path }, z.object({ id: z.string() }), signal))?.id === id;
}
