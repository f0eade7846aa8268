import { randomBytes } from 'node:crypto';
import type { Activity } from '../../../app/domain/activity.ts';
import type { ActivityId, CardId, MessageKey, UnixMs } from '../../../app/domain/ids.ts';
import { MailpinError } from '../../../app/errors.ts';
import type { DetachOutcome } from '../../../app/domain/outbox.ts';
import type { AttachAnswer, CrmActivity } from '../../../app/ports.ts';
import { isStanding } from './cards.ts';
import type { BuiltinDb } from './database.ts';

export async function findActivity(db: BuiltinDb, key: MessageKey, cardId: CardId): Promise<ActivityId | null> {
  const row = await db
    .selectFrom('activity')
    .select('activity_id')
    .where('message_key', '=', key)
    .where('card_id', '=', cardId)
    .executeTakeFirst();
  return (row?.activity_id as ActivityId | undefined) ?? null;
}

/** Enough that two never meet; the id is kept here, with the debt and in the ledger. */
const ACTIVITY_ID_BYTES = 12;

/** Logs a mail on a card once, whoever asks how often. Throws `crm.card-gone`. */
export async function attach(db: BuiltinDb, activity: Activity, cardId: CardId, now: UnixMs): Promise<AttachAnswer> {
  if (!(await isStanding(db, cardId))) throw new MailpinError('crm.card-gone', { card: cardId });
  const id: string = randomBytes(ACTIVITY_ID_BYTES).toString('base64url');
  const activityId = id as ActivityId;
  const { numInsertedOrUpdatedRows = 0n } = await db
    .insertInto('activity')
    .values({
      activity_id: activityId,
      message_key: activity.key,
      card_id: cardId,
      direction: activity.direction,
      sent_at: activity.sentAt,
      subject: activity.subject,
      participants: JSON.stringify(activity.participants),
      extent: activity.extent,
      body: activity.text,
      attachments: JSON.stringify(activity.attachments),
      omissions: JSON.stringify(activity.omissions),
      logged_at: now,
    })
    .onConflict((conflict) => conflict.columns(['message_key', 'card_id']).doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows > 0n) return { outcome: 'created', activityId };
  const standing = await findActivity(db, activity.key, cardId);
  // Taken away between the two statements: what was asked for is not there, so ask again.
  if (standing === null) throw new MailpinError('crm.unavailable', { card: cardId });
  return { outcome: 'already-attached', activityId: standing };
}

export async function detach(db: BuiltinDb, key: MessageKey, cardId: CardId): Promise<DetachOutcome> {
  const { numDeletedRows } = await db
    .deleteFrom('activity')
    .where('message_key', '=', key)
    .where('card_id', '=', cardId)
    .executeTakeFirst();
  return numDeletedRows > 0n ? 'deleted' : 'was-not-linked';
}

export async function activitiesOn(db: BuiltinDb, cardId: CardId): Promise<readonly CrmActivity[]> {
  const rows = await db
    .selectFrom('activity')
    .select(['activity_id', 'message_key', 'subject', 'sent_at'])
    .where('card_id', '=', cardId)
    .orderBy('sent_at', 'desc')
    .orderBy('message_key')
    .execute();
  return rows.map((row) => ({
    activityId: row.activity_id as ActivityId,
    key: row.message_key as MessageKey,
    isOurs: true,
    subject: row.subject,
    sentAt: row.sent_at as UnixMs,
  }));
}
