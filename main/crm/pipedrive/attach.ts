import { z } from 'zod';
import type { Activity } from '../../../app/domain/activity.ts';
import type { ActivityId, CardId, MessageKey } from '../../../app/domain/ids.ts';
import type { DetachOutcome } from '../../../app/domain/outbox.ts';
import { hasCode, isAmbiguous } from '../../../app/errors.ts';
import type { AttachAnswer, CancelSignal } from '../../../app/ports.ts';
import { activityIdOf } from '../card-fields.ts';
import { afterWriting } from '../http/ambiguous.ts';
import { orCardGone } from '../http/or-card-gone.ts';
import type { Remembered } from '../remembered.ts';
import { takeOffEach } from '../take-off-each.ts';
import { utcText } from './edge.ts';
import { removeFiles, uploadFiles } from './files.ts';
import { placeOf, type Place } from './kinds.ts';
import { fileIdsIn, noteHtml, plainText } from './note-html.ts';
import { isFree, isMail, isOn, mailsOn, notesOn, ofMail, targetCount, type MailRecord } from './notes.ts';
import type { PipedriveClient } from './pipedrive-client.ts';
import { noteRecord, type NoteRecord } from './records.ts';

export interface NoteParts {
  readonly client: PipedriveClient;
  /** Whether the token may set a note's time: an administrator's only. */
  readonly isAdmin: (signal?: CancelSignal) => Promise<boolean>;
  /** Notes of the last minutes by message key, to be put on a mail's other cards too. */
  readonly made: Remembered<number>;
  /** Pipedrive's own mail on a card, for the mails that follow at once. */
  readonly mails: Remembered<readonly MailRecord[]>;
}

const NOTES = '/api/v1/notes';

/** The note of a mail on a card, or the mail itself where Pipedrive has it. */
export async function findNote(
  parts: NoteParts,
  key: MessageKey,
  cardId: CardId,
  signal?: CancelSignal,
): Promise<ActivityId | null> {
  const place = placeOf(cardId);
  const [note] = ofMail(await notesOn(parts.client, place, signal), key);
  return note === undefined ? ownMail(parts, key, place, signal) : activityIdOf(note.id);
}

/**
 * Puts a mail on a card, unless Pipedrive has it there already, by its own mail sync or by a note of ours. One note stands on a deal, a
 * person, an organization and a lead at once; for a second card of one kind there is a second note. Pipedrive refuses no copy: of two
 * that were written at once the older stays.
 */
export async function attachNote(
  parts: NoteParts,
  activity: Activity,
  cardId: CardId,
  signal?: CancelSignal,
): Promise<AttachAnswer> {
  const place = placeOf(cardId);
  const standing = await findNote(parts, activity.key, cardId, signal);
  if (standing !== null) return { outcome: 'already-attached', activityId: standing };
  const shared = await shareNote(parts, activity.key, place, signal);
  if (shared !== null) return { outcome: 'linked-existing', activityId: activityIdOf(shared.id) };
  const files = await uploadFiles(parts.client, activity, place, signal).catch(orGone(parts.client, cardId, signal));
  const note = await write(parts, activity, cardId, noteHtml(activity, files.ids, files.dropped), files.ids, signal);
  const [kept = note, ...copies] = await afterWriting(async () =>
    ofMail(await notesOn(parts.client, place, signal), activity.key),
  );
  for (const copy of copies) await afterWriting(() => throwAway(parts.client, copy, signal));
  parts.made.set(activity.key, kept.id);
  return {
    outcome: kept.id === note.id ? 'created' : 'already-attached',
    activityId: activityIdOf(kept.id),
    dropped: files.dropped,
  };
}

/** Takes our note off a card, and throws it away with its files when it is on no other. Pipedrive's own mail stays. */
export async function detachNote(
  { client, made }: NoteParts,
  key: MessageKey,
  cardId: CardId,
  signal?: CancelSignal,
): Promise<DetachOutcome> {
  const place = placeOf(cardId);
  return takeOffEach(ofMail(await notesOn(client, place, signal), key), async (note) => {
    if (targetCount(note) > 1) {
      const order = { method: 'PUT', path: `${NOTES}/${String(note.id)}`, body: { [place.field]: null } } as const;
      await client.send(order, noteRecord, signal);
      return 'unlinked';
    }
    made.forget(key);
    await throwAway(client, note, signal);
    return 'deleted';
  });
}

async function ownMail(
  { client, mails }: NoteParts,
  key: MessageKey,
  place: Place,
  signal?: CancelSignal,
): Promise<ActivityId | null> {
  const known = mails.get(place.path) ?? (await mailsOn(client, place, signal));
  mails.set(place.path, known);
  const mail = known.find((one) => isMail(one, key));
  return mail === undefined ? null : activityIdOf(`mail ${String(mail.id)}`);
}

/** The note that was just made for another card of the mail, on this one too; null where it has one of this kind already. */
async function shareNote(
  { client, made }: NoteParts,
  key: MessageKey,
  place: Place,
  signal?: CancelSignal,
): Promise<NoteRecord | null> {
  const id = made.get(key);
  if (id === undefined) return null;
  const path = `${NOTES}/${String(id)}`;
  const note = await client.find({ method: 'GET', path }, noteRecord, signal);
  if (note === null || ofMail([note], key).length === 0) {
    made.forget(key);
    return null;
  }
  if (!isFree(note, place)) return isOn(note, place) ? note : null;
  try {
    return await client.send({ method: 'PUT', path, body: { [place.field]: place.id } }, noteRecord, signal);
  } catch (error) {
    // A note of its own will do, or say better what is wrong with the card.
    if (hasCode(error, 'crm.invalid', 'crm.card-gone')) return null;
    throw error;
  }
}

async function write(
  { client, isAdmin }: NoteParts,
  activity: Activity,
  cardId: CardId,
  content: string,
  fileIds: readonly number[],
  signal?: CancelSignal,
): Promise<NoteRecord> {
  const { field, id } = placeOf(cardId);
  const time = (await isAdmin(signal)) ? { add_time: utcText(new Date(activity.sentAt).toISOString()) } : {};
  try {
    return await client.send(
      { method: 'POST', path: NOTES, body: { content, [field]: id, ...time } },
      noteRecord,
      signal,
    );
  } catch (error) {
    if (!isAmbiguous(error)) await removeFiles(client, fileIds, signal);
    return orGone(client, cardId, signal)(error);
  }
}

async function throwAway(client: PipedriveClient, note: NoteRecord, signal?: CancelSignal): Promise<void> {
  await client.remove(`${NOTES}/${String(note.id)}`, signal);
  await afterWriting(() => removeFiles(client, fileIdsIn(plainText(note.content ?? '')), signal));
}

const maybeDeleted = z.object({ is_deleted: z.boolean().nullish() });

/** Pipedrive shows deleted cards too. */
function orGone(client: PipedriveClient, cardId: CardId, signal?: CancelSignal): (error: unknown) => Promise<never> {
  const { path } = placeOf(cardId);
  return async (error) => {
    throw await orCardGone(error, cardId, async () => {
      const card = await client.find({ method: 'GET', path }, maybeDeleted, signal);
      return card !== null && card.is_deleted !== true;
    });
  };
}
