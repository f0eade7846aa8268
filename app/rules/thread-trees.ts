import type { CanonicalAddress, MailId, MessageId, MessageKey, UnixMs } from '../domain/ids.ts';
import { DisjointSets } from './disjoint-sets.ts';
import { byTimeThenKey, parentsFirst } from './parents-first.ts';
import { linkByReferences, type Container } from './reference-containers.ts';

/** A mail as threading sees it. */
export interface ThreadNode {
  readonly id: MailId;
  readonly key: MessageKey;
  readonly messageId: MessageId | null;
  readonly references: readonly MessageId[];
  readonly inReplyTo: readonly MessageId[];
  readonly sentAt: UnixMs;
  readonly providerThreadId: string | null;
  /** Everybody on the mail but the user, who is on every mail and so says nothing about what belongs together. */
  readonly participantAddresses: readonly CanonicalAddress[];
}

/** The user's word that a mail answers another though nothing in it says so; it counts where references leave it without a parent. */
export interface ThreadJoin {
  readonly key: MessageKey;
  readonly answersKey: MessageKey;
}

export interface ThreadTrees {
  /** Parents before children, oldest first; threads by their oldest mail. */
  readonly threads: readonly (readonly MailId[])[];
  /** The nearest mail above each mail that we have; null for roots. A thread can have several roots. */
  readonly parentOf: ReadonlyMap<MailId, MailId | null>;
}

/**
 * Sorts mails into threads (rules 4). The subject never joins anything. The provider's thread id joins two trees only
 * when somebody takes part in both; the user's joins need no such sign. The same for every order of the input; for the same result in parts, give all mails
 * that name a common id.
 * Source: RFC 5256 3, REFERENCES, steps 1 to 4.
 */
export function threadTrees(mails: readonly ThreadNode[], joins: readonly ThreadJoin[] = []): ThreadTrees {
  const trees = mailTrees(linkByReferences(mails.toSorted(byTimeThenKey)));
  const parentOf = new Map<MailId, MailId | null>();
  for (const { mail, parentId } of trees.flat()) parentOf.set(mail.id, parentId);
  const joined = joinedByUser(trees, joins, parentOf);
  const positions = joinedTrees(trees, joined).map((thread) =>
    parentsFirst(
      thread.map(({ mail: { id, key, sentAt } }) => ({ id, key, sentAt, parentId: parentOf.get(id) ?? null })),
    ),
  );
  const threads = positions.toSorted((one, other) => (one[0] && other[0] ? byTimeThenKey(one[0], other[0]) : 0));
  return { threads: threads.map((thread) => thread.map(({ id }) => id)), parentOf };
}

interface PlacedMail {
  readonly mail: ThreadNode;
  readonly parentId: MailId | null;
}

/**
 * The mails under each root, without the containers of mails not seen; their children move up to the nearest mail seen.
 */
function mailTrees(containers: readonly Container<ThreadNode>[]): readonly (readonly PlacedMail[])[] {
  const trees: PlacedMail[][] = [];
  for (const root of containers) {
    if (root.parent !== null) continue;
    const tree: PlacedMail[] = [];
    const open: { readonly container: Container<ThreadNode>; readonly parentId: MailId | null }[] = [
      { container: root, parentId: null },
    ];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { mail, children } = next.container;
      if (mail !== null) tree.push({ mail, parentId: next.parentId });
      for (const child of children) open.push({ container: child, parentId: mail?.id ?? next.parentId });
    }
    if (tree.length > 0) trees.push(tree);
  }
  return trees;
}

/**
 * Hangs mails below those that the user says they answer, in the order of their keys; a join that would close a loop only joins.
 *
 * @returns pairs of trees, by their places in the list, that belong together
 */
function joinedByUser(
  trees: readonly (readonly PlacedMail[])[],
  joins: readonly ThreadJoin[],
  parentOf: Map<MailId, MailId | null>,
): readonly (readonly [number, number])[] {
  if (joins.length === 0) return [];
  const places = new Map(trees.flatMap((tree, index) => tree.map(({ mail }) => [mail.key, { id: mail.id, index }])));
  const isBelow = (id: MailId, top: MailId): boolean => {
    let step: MailId | null = id;
    while (step !== null && step !== top) step = parentOf.get(step) ?? null;
    return step === top;
  };
  const inOrder = joins.toSorted((one, other) => (one.key < other.key ? -1 : 1));
  return inOrder.flatMap(({ key, answersKey }) => {
    const own = places.get(key);
    const above = places.get(answersKey);
    if (own === undefined || above === undefined) return [];
    if (parentOf.get(own.id) === null && !isBelow(above.id, own.id)) parentOf.set(own.id, above.id);
    return [[own.index, above.index] as const];
  });
}

/** Trees joined by the user, and where they share both a provider's thread id and a participant. */
function joinedTrees(
  trees: readonly (readonly PlacedMail[])[],
  pairs: readonly (readonly [number, number])[],
): readonly (readonly PlacedMail[])[] {
  const sets = new DisjointSets(trees.length);
  for (const [one, other] of pairs) sets.join(one, other);
  const firstTreeOf = new Map<string, number>();
  trees.forEach((tree, index) => {
    for (const meeting of meetings(tree)) {
      const first = firstTreeOf.get(meeting);
      if (first === undefined) firstTreeOf.set(meeting, index);
      else sets.join(first, index);
    }
  });
  const joined = new Map<number, PlacedMail[]>();
  trees.forEach((tree, index) => {
    const top = sets.find(index);
    const thread = joined.get(top);
    if (thread === undefined) joined.set(top, [...tree]);
    else thread.push(...tree);
  });
  return [...joined.values()];
}

/** Every pair of a provider's thread id and a participant that occurs in a tree. */
function meetings(tree: readonly PlacedMail[]): ReadonlySet<string> {
  const providerIds = new Set(tree.flatMap(({ mail }) => mail.providerThreadId ?? []));
  const found = new Set<string>();
  if (providerIds.size === 0) return found;
  const people = new Set(tree.flatMap(({ mail }) => mail.participantAddresses));
  for (const providerId of providerIds) for (const person of people) found.add(`${providerId}\n${person}`);
  return found;
}
