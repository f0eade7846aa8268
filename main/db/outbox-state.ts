import type { ActivityId, UnixMs } from '../../app/domain/ids.ts';
import type { OutboxState } from '../../app/domain/outbox.ts';
import { MailpinError, type ErrorCode } from '../../app/errors.ts';

/** The columns of `outbox` that say where a debt stands. */
export interface OutboxStateRow {
  readonly state: OutboxState['kind'];
  readonly lease_until_at: UnixMs | null;
  readonly until_at: UnixMs | null;
  readonly attempt: number;
  readonly because: ErrorCode | null;
  readonly activity_id: ActivityId | null;
}

export function toOutboxState(row: OutboxStateRow): OutboxState {
  switch (row.state) {
    case 'pending':
      return { kind: 'pending' };
    case 'sending':
      return { kind: 'sending', leaseUntil: present(row.lease_until_at), attempt: row.attempt };
    case 'waiting':
      return { kind: 'waiting', until: present(row.until_at), attempt: row.attempt, because: present(row.because) };
    case 'done':
      return { kind: 'done', activityId: row.activity_id };
    case 'dead':
      return { kind: 'dead', because: present(row.because) };
  }
}

/** A column that a check of the schema keeps filled in this state. */
function present<Value>(value: Value | null): Value {
  if (value === null) throw new MailpinError('store.corrupt', { table: 'outbox', holds: 'mirror' });
  return value;
}
