import type { UnixMs } from '../domain/ids.ts';
import type { KeptBecause, TextKeeping } from '../domain/text-keeping.ts';

/** What decides whether a mail keeps its whole text. */
export interface TextFacts {
  readonly sentAt: UnixMs;
  /** The thread of the mail is on a card. */
  readonly isOnCard: boolean;
  /** The thread of the mail is on an open deal or lead. */
  readonly isOnOpenDeal: boolean;
  /** The mail waits for an answer of the user, or is still to be sent to a CRM. */
  readonly isAwaited: boolean;
  /** A connected account has a copy to fetch it from again. */
  readonly isElsewhere: boolean;
  /** When the text was fetched again, because somebody wanted to read it; null when it never was. */
  readonly fetchedAt: UnixMs | null;
}

/** `shortened`: only the beginning stays. Every other word is the reason why the whole text stays. */
export type TextFate = 'recent' | KeptBecause | 'shortened';

/** A text that was fetched again stays so long, that going back and forth fetches nothing twice. */
const READ_AGAIN_MS = 30 * 86_400_000;

/** Whether a mail keeps its whole text, and why. What cannot be fetched again is never shortened. */
export function fateOfText(mail: TextFacts, { months, spared }: TextKeeping, now: UnixMs): TextFate {
  if (months === null || mail.sentAt >= monthsBefore(now, months)) return 'recent';
  if (spared === 'on-cards' && mail.isOnCard) return 'on-card';
  if (spared !== 'nothing' && mail.isOnOpenDeal) return 'open-deal';
  if (mail.isAwaited) return 'awaited';
  if (!mail.isElsewhere) return 'only-here';
  if (mail.fetchedAt !== null && now - mail.fetchedAt < READ_AGAIN_MS) return 'read-again';
  return 'shortened';
}

/** The same day of the month so many months earlier, by UTC; the last day of a shorter month. */
export function monthsBefore(now: UnixMs, months: number): UnixMs {
  const then = new Date(now);
  const day = then.getUTCDate();
  then.setUTCDate(1);
  then.setUTCMonth(then.getUTCMonth() - months);
  const lastDay = new Date(Date.UTC(then.getUTCFullYear(), then.getUTCMonth() + 1, 0)).getUTCDate();
  then.setUTCDate(Math.min(day, lastDay));
  return then.getTime() as UnixMs;
}
