import type { CanonicalAddress, MailId, ThreadId, UnixMs } from '../domain/ids.ts';
import { baseSubject } from '../domain/subject.ts';
import { personKey } from './identity.ts';

/** A mail as this rule sees it. */
export interface SubjectedMail {
  readonly id: MailId;
  readonly threadId: ThreadId;
  readonly parentId: MailId | null;
  readonly subject: string;
  readonly sentAt: UnixMs;
  /** Outsiders only: a colleague in copy says nothing about whose thread it is. */
  readonly outsiders: readonly CanonicalAddress[];
  /** Mail that a filter holds is no answer of a person. */
  readonly isHeld: boolean;
}

const WINDOW_MS = 30 * 24 * 60 * 60_000;

/**
 * The mail that another looks like a reply to, though no reference says so (rules 4.4): the nearest earlier one of another thread with
 * the same base subject and somebody from outside in common, not older than 30 days. Only ever a suggestion.
 */
export function looksLikeReplyTo<Mail extends SubjectedMail>(mail: Mail, others: readonly Mail[]): Mail | null {
  if (mail.parentId !== null || mail.isHeld) return null;
  const subject = baseSubject(mail.subject).toLowerCase();
  if (subject === '') return null;
  const people = new Set(mail.outsiders.map(personKey));
  let nearest: Mail | null = null;
  for (const other of others) {
    if (other.threadId === mail.threadId || other.isHeld) continue;
    const age = mail.sentAt - other.sentAt;
    if (age < 0 || age > WINDOW_MS || (age === 0 && other.id >= mail.id)) continue;
    if (nearest !== null && !isNearer(other, nearest)) continue;
    if (baseSubject(other.subject).toLowerCase() !== subject) continue;
    if (other.outsiders.some((address) => people.has(personKey(address)))) nearest = other;
  }
  return nearest;
}

function isNearer(one: SubjectedMail, other: SubjectedMail): boolean {
  return one.sentAt > other.sentAt || (one.sentAt === other.sentAt && one.id > other.id);
}
