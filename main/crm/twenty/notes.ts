import type { z } from 'zod';
import type { Activity } from '../../../app/domain/activity.ts';
import type { ActivityId, CardId, MessageKey } from '../../../app/domain/ids.ts';
import type { DetachOutcome } from '../../../app/domain/outbox.ts';
import { hasCode, MailpinError } from '../../../app/errors.ts';
import type { AttachAnswer, CancelSignal } from '../../../app/ports.ts';
import { activityIdOf } from '../card-fields.ts';
import { afterWriting } from '../http/ambiguous.ts';
import { OBJECTS, placeOf, type Place } from './kinds.ts';
import { noteIdOf, targetIdOf } from './note-ids.ts';
import { noteMarkdown } from './note-markdown.ts';
import { bareRecord, noteRecord, targetRecord, type TargetRecord } from './records.ts';
import { fieldOf, type TargetNames } from './target-names.ts';
import type { TwentyClient } from './twenty-client.ts';

export interface NoteParts {
  readonly client: TwentyClient;
  readonly names: TargetNames;
}

const NOTES = '/rest/notes';
const TARGETS = '/rest/noteTargets';

/** The note of a mail, if it is on the card. A note in the trash is on none. */
export async function findNote(
  { client }: NoteParts,
  key: MessageKey,
  cardId: CardId,
  signal?: CancelSignal,
): Promise<ActivityId | null> {
  const place = placeOf(cardId);
  const id = noteIdOf(key);
  const targets = await targetsOf(client, id, signal);
  if (!targets.some((target) => isOn(target, place))) return null;
  return (await client.find(`${NOTES}/${id}`, bareRecord, signal)) === null ? null : activityIdOf(id);
}

/**
 * Puts a mail on a card: its note, made once, and that it is on this card, made once as well. Both have ids that follow from the mail and
 * the card, so Twenty refuses a second of either, and nothing needs to be looked for before.
 */
export async function attachNote(
  { client, names }: NoteParts,
  activity: Activity,
  cardId: CardId,
  signal?: CancelSignal,
): Promise<AttachAnswer> {
  const place = placeOf(cardId);
  await holdStanding(client, place, cardId, signal);
  const noteId = noteIdOf(activity.key);
  const note = { id: noteId, title: activity.subject, bodyV2: { markdown: noteMarkdown(activity) } };
  const isNew = await made(client, NOTES, noteId, () => note, noteRecord, signal);
  const putOn = (): Promise<boolean> =>
    names.named((prefix) => {
      const targetId = targetIdOf(activity.key, place);
      const body = { id: targetId, noteId, [fieldOf(place.kind, prefix)]: place.id };
      return made(client, TARGETS, targetId, () => body, bareRecord, signal);
    });
  const isNewlyOn = isNew ? await afterWriting(() => orRemoved(client, noteId, putOn, signal)) : await putOn();
  const outcome = isNew ? 'created' : isNewlyOn ? 'linked-existing' : 'already-attached';
  return { outcome, activityId: activityIdOf(noteId) };
}

/** Takes the note off a card, and throws it away when it is on no other, for good: it must not stay in anybody's trash. */
export async function detachNote(
  { client }: NoteParts,
  key: MessageKey,
  cardId: CardId,
  signal?: CancelSignal,
): Promise<DetachOutcome> {
  const place = placeOf(cardId);
  const noteId = noteIdOf(key);
  const targets = await targetsOf(client, noteId, signal);
  const here = targets.filter((target) => isOn(target, place));
  if (here.length === 0 && targets.length > 0) return 'was-not-linked';
  for (const { id } of here) await client.remove(`${TARGETS}/${id}`, signal);
  if (targets.length > here.length) return 'unlinked';
  // One that is on no card is left of an attach or a detach that was cut short.
  const isRemoved = await client.remove(`${NOTES}/${noteId}`, signal);
  return isRemoved || here.length > 0 ? 'deleted' : 'was-not-linked';
}

/**
 * Makes a record under an id of ours. Twenty refuses one that it has, and one that is in the trash: that is taken out, as it is now.
 * @returns whether there was none before
 */
async function made<Item>(
  client: TwentyClient,
  path: string,
  id: string,
  body: () => object,
  shape: z.ZodType<Item>,
  signal?: CancelSignal,
): Promise<boolean> {
  const order = { method: 'POST', path, body: body() } as const;
  try {
    await client.send(order, shape, signal);
    return true;
  } catch (error) {
    if (!isRefused(error)) throw error;
    if ((await client.find(`${path}/${id}`, bareRecord, signal)) !== null) return false;
    if (!/duplicate/i.test(String(error.details['reason'] ?? ''))) throw error;
    await client.send({ ...order, query: { upsert: 'true' } }, shape, signal);
    return true;
  }
}

/** Throws crm.card-gone for a card in the trash too: Twenty itself would take a note on it. */
async function holdStanding(
  client: TwentyClient,
  { kind, id }: Place,
  card: CardId,
  signal?: CancelSignal,
): Promise<void> {
  const found = await client.find(`/rest/${OBJECTS[kind].plural}/${id}`, bareRecord, signal);
  if (found === null) throw new MailpinError('crm.card-gone', { card });
}

/** A note that Twenty refuses to put on its card is not left lying about. */
async function orRemoved<Value>(
  client: TwentyClient,
  noteId: string,
  work: () => Promise<Value>,
  signal?: CancelSignal,
): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (isRefused(error)) await client.remove(`${NOTES}/${noteId}`, signal);
    throw error;
  }
}

function targetsOf(client: TwentyClient, noteId: string, signal?: CancelSignal): Promise<readonly TargetRecord[]> {
  const query = { depth: 0, filter: `noteId[eq]:"${noteId}"`, order_by: 'id[AscNullsFirst]' };
  return client.all({ method: 'GET', path: TARGETS, query }, targetRecord, signal);
}

function isOn(target: TargetRecord, { kind, id }: Place): boolean {
  return target[fieldOf(kind, 'target')] === id || target[fieldOf(kind, '')] === id;
}

function isRefused(error: unknown): error is MailpinError {
  return hasCode(error, 'crm.invalid', 'crm.conflict');
}
