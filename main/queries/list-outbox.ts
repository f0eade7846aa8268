import type { OutboxEntryView, OutboxFacts } from '../../app/contract/views.ts';
import type { CardKind } from '../../app/domain/card.ts';
import type { ActivityId, CardId, MailId, OutboxId, UnixMs } from '../../app/domain/ids.ts';
import type { OutboxIntent, OutboxState } from '../../app/domain/outbox.ts';
import type { ErrorCode } from '../../app/errors.ts';
import { all, one, sql, type ReadDb } from '../db/sql.ts';
import { cardRefOrId } from './card-ref.ts';

interface EntryRow {
  readonly outbox_id: OutboxId;
  readonly intent: OutboxIntent;
  readonly state: OutboxState['kind'];
  readonly lease_until_at: UnixMs | null;
  readonly until_at: UnixMs | null;
  readonly attempt: number;
  readonly because: ErrorCode | null;
  readonly activity_id: ActivityId | null;
  readonly created_at: UnixMs;
  readonly card_id: CardId;
  readonly card_kind: CardKind | null;
  readonly card_name: string | null;
  readonly mail_id: MailId | null;
  readonly subject: string | null;
}

/** What was and is owed to the CRM, newest debt first. */
export function listOutbox(db: ReadDb, limit: number): readonly OutboxEntryView[] {
  return all<EntryRow>(
    db,
    sql`
    SELECT outbox.outbox_id, outbox.intent, outbox.state, outbox.lease_until_at, outbox.until_at, outbox.attempt,
           outbox.because, outbox.activity_id, outbox.created_at, outbox.card_id,
           card.kind AS card_kind, card.name AS card_name, mail.mail_id, mail.subject
      FROM outbox
           LEFT JOIN card USING (card_id)
           LEFT JOIN mail USING (message_key)
     ORDER BY outbox.outbox_id DESC
     LIMIT ${limit}`,
  ).map((row) => ({
    id: row.outbox_id,
    intent: row.intent,
    state: toState(row),
    card: cardRefOrId(row.card_id, row),
    mailId: row.mail_id,
    subject: row.subject ?? '',
    createdAt: row.created_at,
  }));
}

/** How many debts stand, were paid and are given up. */
export function outboxFacts(db: ReadDb): OutboxFacts {
  return one<OutboxFacts>(
    db,
    sql`
    SELECT count(*) FILTER (WHERE state IN ('pending', 'sending', 'waiting')) AS waiting,
           count(*) FILTER (WHERE state = 'done') AS done,
           count(*) FILTER (WHERE state = 'dead') AS dead
      FROM outbox`,
  );
}

/** The schema's checks see to it that the columns of a state are set. */
function toState(row: EntryRow): OutboxState {
  const { attempt } = row;
  const because = row.because ?? 'internal';
  switch (row.state) {
    case 'pending':
      return { kind: 'pending' };
    case 'sending':
      return { kind: 'sending', leaseUntil: row.lease_until_at ?? row.created_at, attempt };
    case 'waiting':
      return { kind: 'waiting', until: row.until_at ?? row.created_at, attempt, because };
    case 'done':
      return { kind: 'done', activityId: row.activity_id };
    case 'dead':
      return { kind: 'dead', because };
  }
}
