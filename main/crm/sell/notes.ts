import type { Activity } from '../../../app/domain/activity.ts';
import type { ActivityId, CardId, MessageKey, UnixMs } from '../../../app/domain/ids.ts';
import type { DetachOutcome } from '../../../app/domain/outbox.ts';
import { MailpinError } from '../../../app/errors.ts';
import type { AttachAnswer, CrmActivity } from '../../../app/ports.ts';
import { activityIdOf, partsOf } from '../card-fields.ts';
import { afterWriting } from '../http/ambiguous.ts';
import { hasNoteMark, markWord, noteMark, noteSubject, noteText } from '../note-text.ts';
import { noteRecord, type NoteRecord } from './records.ts';
import type { SellClient } from './sell-client.ts';

/** Our notes of one mail on one card, the oldest first: the oldest is the one that stays. */
async function notesOf(client: SellClient, key: MessageKey, cardId: CardId): Promise<readonly NoteRecord[]> {
  const mark = noteMark(key);
  // The word of the mark alone: a search by words knows no brackets, and one by letters finds it too.
  const found = await client.listAll('/v2/notes', noteRecord, { ...resourceOf(cardId), q: markWord(mark) });
  return found.filter(({ content }) => content.trimEnd().endsWith(mark)).toSorted((a, b) => a.id - b.id);
}

export async function findNote(client: SellClient, key: MessageKey, cardId: CardId): Promise<ActivityId | null> {
  const [note] = await notesOf(client, key, cardId);
  return note === undefined ? null : activityIdOf(note.id);
}

/** Looks, writes, and looks again: Sell refuses no copy, so of those that two programs wrote at once the oldest is kept. */
export async function attachNote(client: SellClient, activity: Activity, cardId: CardId): Promise<AttachAnswer> {
  const standing = await findNote(client, activity.key, cardId);
  if (standing !== null) return { outcome: 'already-attached', activityId: standing };
  const data = { ...resourceOf(cardId), content: noteText(activity) };
  const made = await client.create('/v2/notes', data, noteRecord);
  const [kept = made, ...copies] = await afterWriting(() => notesOf(client, activity.key, cardId));
  for (const copy of copies) await afterWriting(() => client.remove(`/v2/notes/${String(copy.id)}`));
  return { outcome: kept.id === made.id ? 'created' : 'already-attached', activityId: activityIdOf(kept.id) };
}

export async function detachNote(client: SellClient, key: MessageKey, cardId: CardId): Promise<DetachOutcome> {
  const notes = await notesOf(client, key, cardId);
  for (const { id } of notes) await client.remove(`/v2/notes/${String(id)}`);
  return notes.length > 0 ? 'deleted' : 'was-not-linked';
}

/** Every note on a card, newest first; `key` is not known of any: a note has a digest of it. */
export async function notesOn(client: SellClient, cardId: CardId): Promise<readonly CrmActivity[]> {
  const notes = await client.listAll('/v2/notes', noteRecord, resourceOf(cardId));
  return notes
    .toSorted((a, b) => b.id - a.id)
    .map((note) => ({
      activityId: activityIdOf(note.id),
      key: null,
      isOurs: hasNoteMark(note.content),
      isMail: hasNoteMark(note.content),
      subject: noteSubject(note.content),
      sentAt: Date.parse(note.created_at) as UnixMs,
    }));
}

function resourceOf(cardId: CardId): { readonly resource_type: string; readonly resource_id: number } {
  const { kind, remoteId } = partsOf(cardId);
  if (!/^\d+$/.test(remoteId)) throw new MailpinError('crm.card-gone', { card: cardId });
  return { resource_type: kind === 'company' ? 'contact' : kind, resource_id: Number(remoteId) };
}
