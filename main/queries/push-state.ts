import type { PushState } from '../../app/contract/link-views.ts';
import type { Extent } from '../../app/domain/extent.ts';
import type { Gate, OutboxIntent, OutboxState } from '../../app/domain/outbox.ts';
import type { PersonalSign } from '../../app/domain/personal.ts';
import type { UnixMs } from '../../app/domain/ids.ts';
import type { ErrorCode } from '../../app/errors.ts';
import { awaitedWord } from '../../app/rules/awaited-word.ts';

/** What the outbox and the ledger say of one mail and card; everything null when no debt was ever made. */
export interface PushRow {
  readonly push_intent: OutboxIntent | null;
  readonly push_state: OutboxState['kind'] | null;
  readonly push_until_at: UnixMs | null;
  readonly push_because: ErrorCode | null;
  /** The last order that the CRM carried out. */
  readonly last_carried_out: OutboxIntent | null;
  readonly push_gate: Gate | null;
  /** JSON of a PersonalSign; null when nothing holds the mail. */
  readonly push_sign: string | null;
  readonly mail_extent: Extent;
}

const WAITING: PushState = { kind: 'waiting', until: null, because: null };

/** How far an attached mail has come. It has arrived only when the CRM said so. */
export function pushStateOf(row: PushRow): PushState {
  if (row.mail_extent === 'none') return { kind: 'private' };
  if (row.push_state === null) return row.last_carried_out === 'attach' ? { kind: 'arrived' } : WAITING;
  const word = row.push_gate === null ? null : awaitedWord(row.push_state, row.push_gate);
  if (word === 'go') return { kind: 'rehearsal' };
  if (word === 'yes' && row.push_sign !== null)
    return { kind: 'held', sign: JSON.parse(row.push_sign) as PersonalSign };
  if (row.push_state === 'dead') return { kind: 'failed', because: row.push_because ?? 'internal' };
  if (row.push_state === 'waiting') return { kind: 'waiting', until: row.push_until_at, because: row.push_because };
  return row.push_state === 'done' && row.push_intent === 'attach' ? { kind: 'arrived' } : WAITING;
}

const CONCERN = { failed: 4, held: 3, rehearsal: 2, waiting: 1, private: 0.25, arrived: 0 } as const satisfies Record<
  PushState['kind'],
  number
>;

/** One state for several mails on one card: a failure before a wait, a wait with a reason before one without. */
export function worstPushState(states: readonly PushState[]): PushState {
  const [first = WAITING, ...others] = states;
  return others.reduce((worst, state) => (concern(state) > concern(worst) ? state : worst), first);
}

function concern(state: PushState): number {
  return CONCERN[state.kind] + (state.kind === 'waiting' && state.because !== null ? 0.5 : 0);
}
