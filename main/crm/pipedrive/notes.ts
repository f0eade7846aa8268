import type { MessageKey } from '../../../app/domain/ids.ts';
import type { CancelSignal } from '../../../app/ports.ts';
import { messageIdOf } from '../message-id-of.ts';
import { noteMark } from '../note-text.ts';
import type { Place, TargetField } from './kinds.ts';
import { plainText } from './note-html.ts';
import type { PipedriveClient } from './pipedrive-client.ts';
import { mailRecord, noteRecord, type NoteRecord } from './records.ts';
import type { z } from 'zod';

export type MailRecord = z.infer<typeof mailRecord>['data'];

const PAGE_RECORDS = 500;
const TARGETS: readonly TargetField[] = ['deal_id', 'person_id', 'org_id', 'lead_id'];

/** Every note on a card. */
export function notesOn(
  client: PipedriveClient,
  { field, id }: Place,
  signal?: CancelSignal,
): Promise<readonly NoteRecord[]> {
  const query = { [field]: id, limit: PAGE_RECORDS };
  return client.all({ method: 'GET', path: '/api/v1/notes', query }, noteRecord, signal);
}

/** Our notes of one mail among others, the oldest first: the oldest is the one that stays. */
export function ofMail(notes: readonly NoteRecord[], key: MessageKey): readonly NoteRecord[] {
  const mark = noteMark(key);
  return notes
    .filter(({ content, active_flag: isActive }) => isActive !== false && plainText(content ?? '').endsWith(mark))
    .toSorted((a, b) => a.id - b.id);
}

/** Mail that Pipedrive's own sync or its Smart BCC put on a card. */
export async function mailsOn(
  client: PipedriveClient,
  { mailPath }: Place,
  signal?: CancelSignal,
): Promise<readonly MailRecord[]> {
  if (mailPath === null) return [];
  const found = await client.all({ method: 'GET', path: mailPath, query: { limit: PAGE_RECORDS } }, mailRecord, signal);
  return found.map(({ data }) => data).filter(({ deleted_flag: isDeleted }) => isDeleted !== true && isDeleted !== 1);
}

/** `mua_message_id` is the Message-ID as the program that wrote the mail gave it, without brackets. */
export function isMail({ mua_message_id: id }: MailRecord, key: MessageKey): boolean {
  return (id ?? '').replace(/^<|>$/g, '') === messageIdOf(key);
}

/** On how many cards a note is. */
export function targetCount(note: NoteRecord): number {
  return TARGETS.filter((field) => note[field] !== null && note[field] !== undefined).length;
}

export function isOn(note: NoteRecord, { field, id }: Place): boolean {
  return String(note[field] ?? '') === String(id);
}

export function isFree(note: NoteRecord, { field }: Place): boolean {
  return note[field] === null || note[field] === undefined;
}
