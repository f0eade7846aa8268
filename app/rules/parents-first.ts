import type { MailId, MessageKey, UnixMs } from '../domain/ids.ts';

/** What ordering a thread needs of a mail. */
export interface ThreadPosition {
  readonly id: MailId;
  readonly key: MessageKey;
  readonly sentAt: UnixMs;
  readonly parentId: MailId | null;
}

interface Rank {
  /** Own time, or that of the latest ancestor when a clock went wrong and the answer is dated before the question. */
  readonly effectiveAt: number;
  readonly depth: number;
}

/**
 * Mails of a thread in the order in which they are decided and read: by time, but never a mail before the one it
 * answers. The same for every order of the input. Parents that are not among the mails count as none.
 */
export function parentsFirst<Mail extends ThreadPosition>(mails: readonly Mail[]): readonly Mail[] {
  if (mails.length < 2 || isInOrder(mails)) return mails;
  const byId = new Map(mails.map((mail) => [mail.id, mail]));
  const ranks = new Map<MailId, Rank>();
  for (const mail of mails) rank(mail, byId, ranks);
  return mails.toSorted((one, other) => byRank(one, other, ranks) || byTimeThenKey(one, other));
}

/** Whether each mail is later than the one before it, and none answers a later one: most threads are, and nothing has to be sorted. */
function isInOrder(mails: readonly ThreadPosition[]): boolean {
  const seen = new Set<MailId>();
  let lastAt = Number.NEGATIVE_INFINITY;
  for (const { id, sentAt, parentId } of mails) {
    if (sentAt <= lastAt || (parentId !== null && !seen.has(parentId))) return false;
    lastAt = sentAt;
    seen.add(id);
  }
  return true;
}

/** Oldest first; mails of one moment by their keys, so that no order of arrival shows through. */
export function byTimeThenKey(one: Omit<ThreadPosition, 'parentId'>, other: Omit<ThreadPosition, 'parentId'>): number {
  if (one.sentAt !== other.sentAt) return one.sentAt - other.sentAt;
  if (one.key !== other.key) return one.key < other.key ? -1 : 1;
  return one.id - other.id;
}

function byRank(one: ThreadPosition, other: ThreadPosition, ranks: ReadonlyMap<MailId, Rank>): number {
  const a = ranks.get(one.id);
  const b = ranks.get(other.id);
  return a === undefined || b === undefined ? 0 : a.effectiveAt - b.effectiveAt || a.depth - b.depth;
}

/**
 * Ranks a mail after its ancestors: climbs to the first ranked one, then comes down. A loop of parents ends where it
 * closes.
 */
function rank(mail: ThreadPosition, byId: ReadonlyMap<MailId, ThreadPosition>, ranks: Map<MailId, Rank>): void {
  const path: ThreadPosition[] = [];
  const onPath = new Set<MailId>();
  let next: ThreadPosition | undefined = mail;
  while (next !== undefined && !ranks.has(next.id) && !onPath.has(next.id)) {
    path.push(next);
    onPath.add(next.id);
    next = next.parentId === null ? undefined : byId.get(next.parentId);
  }
  let above = next === undefined ? undefined : ranks.get(next.id);
  for (const step of path.reverse()) {
    above = { effectiveAt: Math.max(step.sentAt, above?.effectiveAt ?? step.sentAt), depth: (above?.depth ?? -1) + 1 };
    ranks.set(step.id, above);
  }
}
