/** What is owed to a CRM for one mail and one card, and how it changes (rules 7). Pure. */
import type { ActivityExtent } from '../domain/activity.ts';
import type { ActivityId, UnixMs } from '../domain/ids.ts';
import type { OutboxIntent, OutboxState } from '../domain/outbox.ts';
import { policyOf, type ErrorCode } from '../errors.ts';
import { retryAt } from './backoff.ts';

export interface OutboxEntry {
  readonly intent: OutboxIntent;
  /** How much of the mail is to be on the card; of a detach, how much was. */
  readonly extent: ActivityExtent;
  /** More or less of the mail may stand at the CRM than is wanted: what stands is taken off before it is written again. */
  readonly mustReplace: boolean;
  /** Rises with every change of mind, so that the answer to an older order is not taken for the answer to a newer one. */
  readonly revision: number;
  readonly state: OutboxState;
  /** The activity that stands at the CRM as far as we have heard. */
  readonly activityId: ActivityId | null;
  /** An order was sent whose effect we do not know: look before doing it again, and never just forget it. */
  readonly isUnsure: boolean;
}

/** The answer of a CRM to one order, or the failure to get one. */
export type OutboxAnswer =
  | { readonly kind: 'carried-out'; readonly activityId: ActivityId | null }
  | {
      readonly kind: 'failed';
      readonly because: ErrorCode;
      readonly now: UnixMs;
      readonly chance: number;
      /** False when the order certainly had no effect. */
      readonly isAmbiguous: boolean;
      /** The CRM asked for at least this pause, or hides for so long what was written. */
      readonly pauseMs?: number;
    };

/**
 * The user, or a rule, wants so much of the mail on the card, or the mail off it.
 * @param entry null when nothing was ever owed
 * @returns null when nothing is owed and nothing was sent: the debt is cancelled
 */
export function wanted(
  entry: OutboxEntry | null,
  intent: OutboxIntent,
  wantedExtent: ActivityExtent = 'full',
): OutboxEntry | null {
  if (entry === null) return intent === 'attach' ? firstOrder(wantedExtent) : null;
  const extent = intent === 'attach' ? wantedExtent : entry.extent;
  if (entry.intent === intent && entry.extent === extent && entry.state.kind !== 'dead') return entry;
  const mustReplace = entry.mustReplace || (entry.extent !== extent && mayStand(entry));
  const next = { ...entry, intent, extent, mustReplace, revision: entry.revision + 1 };
  // An order under way cannot be called back; what is wanted now waits for its answer.
  return entry.state.kind === 'sending' ? next : owed(next);
}

/** May this entry be sent now? A lease that ran out belongs to a program that died. */
export function isDue({ state }: OutboxEntry, now: UnixMs): boolean {
  if (state.kind === 'sending') return state.leaseUntil <= now;
  return state.kind === 'pending' || (state.kind === 'waiting' && state.until <= now);
}

/** Due -> sending. From here on a crash leaves it unsure. */
export function leased(entry: OutboxEntry, leaseUntil: UnixMs): OutboxEntry {
  return { ...entry, state: { kind: 'sending', leaseUntil, attempt: attemptsOf(entry.state) + 1 }, isUnsure: true };
}

/**
 * Sending -> done, waiting or dead; or, when the user changed their mind meanwhile, whatever is owed now.
 * @param revision of the order that was answered
 * @returns null when nothing is owed and nothing stands at the CRM
 */
export function answered(entry: OutboxEntry, revision: number, answer: OutboxAnswer): OutboxEntry | null {
  // A program that was thought dead answers late; somebody else has taken care of the entry.
  if (entry.state.kind !== 'sending') return entry;
  const isCurrent = entry.revision === revision;
  if (answer.kind === 'carried-out') {
    const settled = { ...entry, activityId: answer.activityId, isUnsure: false };
    return isCurrent
      ? { ...settled, mustReplace: false, state: { kind: 'done', activityId: answer.activityId } }
      : owed(settled);
  }
  const { because } = answer;
  if (policyOf(because).retry === 'never') {
    const refused = { ...entry, isUnsure: answer.isAmbiguous };
    return isCurrent ? { ...refused, state: { kind: 'dead', because } } : owed(refused);
  }
  const told = { ...entry, isUnsure: answer.isAmbiguous };
  if (!isCurrent) return owed(told);
  const { attempt } = entry.state;
  const asked = answer.now + (answer.pauseMs ?? 0);
  const until = Math.max(retryAt(answer.now, attempt, answer.chance), asked) as UnixMs;
  return { ...told, state: { kind: 'waiting', until, attempt, because } };
}

/**
 * The CRM was replaced or put back from a copy: what it had carried out is owed again where it may be lost.
 * @param isCardThere without its card nothing can stand at the CRM any more
 */
export function doubted(entry: OutboxEntry, isCardThere: boolean): OutboxEntry {
  const known = { ...entry, activityId: null, isUnsure: isCardThere };
  const isSettled = entry.state.kind === 'done' && (isCardThere || entry.intent === 'attach');
  return isSettled
    ? { ...known, revision: entry.revision + 1, state: { kind: 'pending' } }
    : { ...entry, activityId: null };
}

/** Dead -> pending, because the user says so. */
export function putBackInLine(entry: OutboxEntry): OutboxEntry {
  return entry.state.kind === 'dead' ? { ...entry, revision: entry.revision + 1, state: { kind: 'pending' } } : entry;
}

function firstOrder(extent: ActivityExtent): OutboxEntry {
  return {
    intent: 'attach',
    extent,
    mustReplace: false,
    revision: 1,
    state: { kind: 'pending' },
    activityId: null,
    isUnsure: false,
  };
}

/** Whether something of the mail is on the card at the CRM, or may be. */
function mayStand({ activityId, isUnsure, state }: OutboxEntry): boolean {
  return activityId !== null || isUnsure || state.kind === 'sending';
}

/** What is left to do for the intent: nothing when the CRM is known to be as wanted. */
function owed(entry: OutboxEntry): OutboxEntry | null {
  const { intent, activityId, isUnsure, mustReplace } = entry;
  const isAsWanted = intent === 'attach' ? activityId !== null && !mustReplace : activityId === null;
  if (isUnsure || !isAsWanted) return { ...entry, state: { kind: 'pending' } };
  return intent === 'attach' ? { ...entry, state: { kind: 'done', activityId } } : null;
}

function attemptsOf(state: OutboxState): number {
  return state.kind === 'waiting' || state.kind === 'sending' ? state.attempt : 0;
}
