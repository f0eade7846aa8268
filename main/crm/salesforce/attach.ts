import type { Activity } from '../../../app/domain/activity.ts';
import type { CardId, MessageKey } from '../../../app/domain/ids.ts';
import type { DetachOutcome } from '../../../app/domain/outbox.ts';
import { MailpinError } from '../../../app/errors.ts';
import type { AttachAnswer, CancelSignal } from '../../../app/ports.ts';
import { activityIdOf } from '../card-fields.ts';
import { afterWriting } from '../http/ambiguous.ts';
import { takeOffEach } from '../take-off-each.ts';
import { isOurs } from './email-values.ts';
import { findEmails, peopleOn, personStep } from './emails.ts';
import { filesOn } from './files.ts';
import {
  absorb,
  copyWithoutParent,
  makeEmail,
  removeEmail,
  type Company,
  type EmailParts,
  type Made,
} from './make-email.ts';
import { personOn, placeOf, type Place } from './places.ts';
import { personRecord, type EmailRecord } from './records.ts';
import { isDuplicate } from './refusal.ts';

/**
 * Puts a mail on a card. One record of ours stands for a mail: with one deal or company, and with any number of people. A mail that
 * somebody else logged on the card counts as there.
 */
export async function attachEmail(
  parts: EmailParts,
  activity: Activity,
  cardId: CardId,
  signal?: CancelSignal,
): Promise<AttachAnswer> {
  const place = placeOf(cardId);
  const standing = await findEmails(parts.client, activity.key, signal);
  const put = place.isPerson ? putOnPerson : putOnParent;
  return await put(parts, activity, place, standing, cardId, signal);
}

async function putOnPerson(
  parts: EmailParts,
  activity: Activity,
  { type, id }: Place,
  standing: readonly EmailRecord[],
  _cardId: CardId,
  signal: CancelSignal | undefined,
): Promise<AttachAnswer> {
  const { client } = parts;
  const on = (await peopleOn(client, standing, signal)).find((one) => one.RelationId === id);
  if (on !== undefined) return answer('already-attached', on.EmailMessageId);
  const { Email: email } = await client.get(`/sobjects/${type}/${id}?fields=Id,Email`, personRecord, signal);
  const person = personOn(activity, id, email);
  const target = mainOf(standing.filter(isOurs));
  if (target !== null) {
    await client.create([personStep(target.Id, person, 0)], signal);
    return answer('linked-existing', target.Id);
  }
  return await makeOnce(parts, activity, { parentId: null, people: [person] }, signal);
}

/** The deal or company of a record cannot be changed: a record that is with people only is made anew with it, and then deleted. */
async function putOnParent(
  parts: EmailParts,
  activity: Activity,
  { id }: Place,
  standing: readonly EmailRecord[],
  cardId: CardId,
  signal: CancelSignal | undefined,
): Promise<AttachAnswer> {
  const { client } = parts;
  const ours = standing.filter(isOurs);
  const loose = ours.filter((record) => record.RelatedToId === null);
  const there =
    ours.find((record) => record.RelatedToId === id) ?? standing.find((record) => record.RelatedToId === id);
  if (there !== undefined) {
    // A move that was cut short left the old record behind.
    if (isOurs(there) && loose.length > 0) await afterWriting(() => absorb(client, there, loose, signal));
    return answer('already-attached', there.Id);
  }
  if (ours.length > loose.length) throw new MailpinError('crm.one-card-only', { card: cardId });
  const people = unique(await peopleOn(client, loose, signal));
  const made = await makeOnce(parts, activity, { parentId: id, people }, signal);
  await afterWriting(async () => {
    for (const { Id } of loose) await removeEmail(client, Id, await filesOn(client, Id, signal), signal);
  });
  return made;
}

/** With a unique field Salesforce refuses a second record; without, we look again, and of several the oldest stays. */
async function makeOnce(
  parts: EmailParts,
  activity: Activity,
  company: Company,
  signal: CancelSignal | undefined,
): Promise<AttachAnswer> {
  const { client, uniqueField } = parts;
  let made: Made | null = null;
  try {
    made = await makeEmail(parts, activity, company, signal);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
  if (made !== null && (await uniqueField()) !== null) return answer('created', made.id, made);
  return await afterWriting(async () => {
    const all = (await findEmails(client, activity.key, signal)).filter(isOurs);
    const [kept, ...others] = all.filter((record) => record.RelatedToId === company.parentId);
    if (kept === undefined) throw new MailpinError('crm.conflict', { reason: '' });
    if (made?.id !== kept.Id) await addMissing(parts, kept, company, signal);
    if (others.length > 0) await absorb(client, kept, others, signal);
    return made?.id === kept.Id ? answer('created', kept.Id, made) : answer('already-attached', kept.Id);
  });
}

async function addMissing(
  { client }: EmailParts,
  kept: EmailRecord,
  { people }: Company,
  signal: CancelSignal | undefined,
): Promise<void> {
  const known = new Set((await peopleOn(client, [kept], signal)).map((one) => one.RelationId));
  const steps = people
    .filter((one) => !known.has(one.RelationId))
    .map((person, index) => personStep(kept.Id, person, index));
  if (steps.length > 0) await client.create(steps, signal);
}

/** Takes our record off a card; what somebody else logged stays. */
export async function detachEmail(
  parts: EmailParts,
  key: MessageKey,
  cardId: CardId,
  signal?: CancelSignal,
): Promise<DetachOutcome> {
  const place = placeOf(cardId);
  const ours = (await findEmails(parts.client, key, signal)).filter(isOurs);
  return place.isPerson
    ? await takeOffPerson(parts, place, ours, signal)
    : await takeOffParent(parts, key, place, ours, signal);
}

async function takeOffPerson(
  { client }: EmailParts,
  { id }: Place,
  ours: readonly EmailRecord[],
  signal: CancelSignal | undefined,
): Promise<DetachOutcome> {
  const people = await peopleOn(client, ours, signal);
  return takeOffEach(ours, async (record) => {
    const onRecord = people.filter((one) => one.EmailMessageId === record.Id);
    const mine = onRecord.filter((one) => one.RelationId === id);
    if (mine.length === 0) return 'was-not-linked';
    if (record.RelatedToId === null && mine.length === onRecord.length) {
      await removeEmail(client, record.Id, await filesOn(client, record.Id, signal), signal);
      return 'deleted';
    }
    for (const relation of mine) await client.remove('EmailMessageRelation', relation.Id, signal);
    return 'unlinked';
  });
}

async function takeOffParent(
  parts: EmailParts,
  key: MessageKey,
  { id }: Place,
  ours: readonly EmailRecord[],
  signal: CancelSignal | undefined,
): Promise<DetachOutcome> {
  const { client } = parts;
  const mine = ours.filter((record) => record.RelatedToId === id);
  if (mine.length === 0) return 'was-not-linked';
  const people = unique(await peopleOn(client, mine, signal));
  const [first] = mine;
  if (people.length === 0 || first === undefined) {
    for (const { Id } of mine) await removeEmail(client, Id, await filesOn(client, Id, signal), signal);
    return 'deleted';
  }
  const loose = ours.find((record) => record.RelatedToId === null);
  if (loose === undefined) await copyWithoutParent(parts, key, first, people, signal);
  else await addMissing(parts, loose, { parentId: null, people }, signal);
  // Their files are with the record that stays.
  await afterWriting(async () => {
    for (const { Id } of mine) await removeEmail(client, Id, [], signal);
  });
  return 'unlinked';
}

/** The record that has a deal or company, else the oldest. */
function mainOf(ours: readonly EmailRecord[]): EmailRecord | null {
  return ours.find((record) => record.RelatedToId !== null) ?? ours[0] ?? null;
}

function unique<Item extends { readonly RelationId: string }>(people: readonly Item[]): readonly Item[] {
  return [...new Map(people.map((one) => [one.RelationId, one])).values()];
}

function answer(outcome: AttachAnswer['outcome'], id: string, made: Made | null = null): AttachAnswer {
  const dropped = made?.dropped ?? [];
  return { outcome, activityId: activityIdOf(id), ...(dropped.length > 0 && { dropped }) };
}
