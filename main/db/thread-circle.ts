/** The mails among which threads are sorted anew: stored ones, and such as are about to be. */
import type { AddressTest } from '../../app/domain/account.ts';
import type { CanonicalAddress, MailId, MessageId, MessageKey, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import type { ThreadJoin, ThreadNode } from '../../app/rules/thread-trees.ts';
import { groupBy } from './group-by.ts';
import { all, sql, type ReadDb } from './sql.ts';
import { joinedWith } from './thread-joins.ts';

/** A mail as threading sees it, with the thread and parent it has now. */
export interface PlacedNode extends ThreadNode {
  /** Null: the mail is about to be stored. */
  readonly threadId: ThreadId | null;
  readonly parentId: MailId | null;
}

/**
 * The mails that can belong to one thread with any of the given ones: all that name an id they name, carry their provider's thread id,
 * or were joined with them by the user, and so on until nothing is added. Unknown ones are left out.
 *
 * @param arriving mails about to be stored, with everybody on them
 * @param mine the user's own addresses, which say nothing about what belongs together
 */
export function threadCircle(
  db: ReadDb,
  seeds: Iterable<MailId>,
  arriving: readonly ThreadNode[],
  { joins, mine }: { readonly joins: readonly ThreadJoin[]; readonly mine: AddressTest },
): readonly PlacedNode[] {
  const circle = new Map<MailId, PlacedNode>();
  const names = new Set<MessageId>();
  const providerIds = new Set<string>();
  let edge: readonly PlacedNode[] = [
    ...arriving.map((node) => ({ ...node, threadId: null, parentId: null })),
    ...storedNodes(db, [...new Set(seeds)]),
  ];
  while (edge.length > 0) {
    for (const node of edge) circle.set(node.id, node);
    const found = new Set([
      ...mailsNaming(db, takeNew(names, edge.flatMap(namesOf))),
      ...mailsOfProvider(db, takeNew(providerIds, edge.flatMap(providerIdOf))),
      ...joinedWith(db, new Set(edge.map(({ key }) => key)), joins),
    ]);
    const more = [...found].filter((mailId) => !circle.has(mailId));
    edge = storedNodes(db, more);
  }
  // Only the provider's thread id asks for people, and then for those of the whole tree (rules 4.2).
  return providerIds.size === 0 ? [...circle.values()] : withOutsiders(db, [...circle.values()], mine);
}

/** Those that are not known yet, which they are from now on: nothing is looked for twice. */
function takeNew<Name>(known: Set<Name>, names: readonly Name[]): readonly Name[] {
  const unknown = new Set(names.filter((name) => !known.has(name)));
  for (const name of unknown) known.add(name);
  return [...unknown];
}

function namesOf({ messageId, references, inReplyTo }: ThreadNode): readonly MessageId[] {
  return [...(messageId === null ? [] : [messageId]), ...references, ...inReplyTo];
}

function providerIdOf({ providerThreadId }: ThreadNode): readonly string[] {
  return providerThreadId === null ? [] : [providerThreadId];
}

/** CROSS JOIN: few names are looked up, however SQLite weighs the tables; left to itself it reads all references for each batch of mails. */
function mailsNaming(db: ReadDb, names: readonly MessageId[]): readonly MailId[] {
  if (names.length === 0) return [];
  const asked = JSON.stringify(names);
  return all<{ mail_id: MailId }>(
    db,
    sql`
    SELECT mail_id
      FROM json_each(${asked}) AS name CROSS JOIN mail
           ON mail.message_key > name.value || '#' AND mail.message_key < name.value || '$' AND mail.message_id = name.value
     UNION ALL
    SELECT mail_id FROM json_each(${asked}) AS name CROSS JOIN mail_reference ON mail_reference.message_id = name.value`,
  ).map((row) => row.mail_id);
}

function mailsOfProvider(db: ReadDb, providerIds: readonly string[]): readonly MailId[] {
  if (providerIds.length === 0) return [];
  return all<{ mail_id: MailId }>(
    db,
    sql`
    SELECT mail_id
      FROM json_each(${JSON.stringify(providerIds)}) AS own CROSS JOIN mail ON mail.provider_thread_id = own.value`,
  ).map((row) => row.mail_id);
}

function storedNodes(db: ReadDb, mailIds: readonly MailId[]): readonly PlacedNode[] {
  if (mailIds.length === 0) return [];
  const asked = JSON.stringify(mailIds);
  const rows = all<NodeRow>(
    db,
    sql`
    SELECT mail_id, message_key, message_id, sent_at, provider_thread_id, thread_id, parent_id
      FROM mail
     WHERE mail_id IN (SELECT value FROM json_each(${asked}))`,
  );
  const references = groupBy(
    all<ReferenceRow>(
      db,
      sql`
      SELECT mail_id, message_id, field
        FROM mail_reference
       WHERE mail_id IN (SELECT value FROM json_each(${asked}))
       ORDER BY mail_id, position`,
    ),
    (row) => row.mail_id,
  );
  return rows.map((row) => {
    const named = references.get(row.mail_id) ?? [];
    const idsIn = (field: string): readonly MessageId[] =>
      named.filter((id) => id.field === field).map((id) => id.message_id);
    return {
      id: row.mail_id,
      key: row.message_key,
      messageId: row.message_id,
      references: idsIn('references'),
      inReplyTo: idsIn('in-reply-to'),
      sentAt: row.sent_at,
      providerThreadId: row.provider_thread_id,
      participantAddresses: [],
      threadId: row.thread_id,
      parentId: row.parent_id,
    };
  });
}
interface NodeRow {
  readonly mail_id: MailId;
  readonly message_key: MessageKey;
  readonly message_id: MessageId | null;
  readonly sent_at: UnixMs;
  readonly provider_thread_id: string | null;
  readonly thread_id: ThreadId;
  readonly parent_id: MailId | null;
}
interface ReferenceRow {
  readonly mail_id: MailId;
  readonly message_id: MessageId;
  readonly field: string;
}

function withOutsiders(db: ReadDb, nodes: readonly PlacedNode[], mine: AddressTest): readonly PlacedNode[] {
  const stored = nodes.filter(({ threadId }) => threadId !== null).map(({ id }) => id);
  const people = groupBy(
    all<{ mail_id: MailId; address: CanonicalAddress }>(
      db,
      sql`
      SELECT DISTINCT mail_id, address
        FROM participant
       WHERE mail_id IN (SELECT value FROM json_each(${JSON.stringify(stored)})) AND address IS NOT NULL`,
    ),
    (row) => row.mail_id,
  );
  return nodes.map((node) => {
    const everybody =
      node.threadId === null ? node.participantAddresses : (people.get(node.id) ?? []).map(({ address }) => address);
    return { ...node, participantAddresses: everybody.filter((address) => !mine.has(address)) };
  });
}
