/** The events a history is made of, each read where it is kept: decisions, extents, links that stand or ended, the ledger. */
import type { HistoryEntry, HistoryEvent } from '../../app/contract/decision-views.ts';
import type { ActivityExtent } from '../../app/domain/activity.ts';
import type { Extent, ExtentReach } from '../../app/domain/extent.ts';
import type { ActionId, CardId, MailId, MessageKey, UnixMs } from '../../app/domain/ids.ts';
import type { Evidence, LinkOrigin, Reach, Verdict } from '../../app/domain/link.ts';
import { all, sql, type ReadDb, type Sql } from '../db/sql.ts';
import { joinSql } from './compose-sql.ts';

/** An entry before its mail and card are named. */
export type HistoryRow = Omit<HistoryEntry, 'mail' | 'card'> & {
  readonly messageKey: MessageKey;
  readonly cardId: CardId | null;
};

export type HistoryScope =
  | { readonly of: 'card'; readonly cardId: CardId }
  | { readonly of: 'mail'; readonly mailId: MailId }
  | { readonly of: 'everything' };

export interface HistoryLimits {
  readonly since: UnixMs;
  readonly limit: number;
  readonly undoableSince: UnixMs;
}

/** Newest first. Of everything, the first links of a mail are left out: that it was matched says nothing of what happened to it. */
export function historyEvents(db: ReadDb, scope: HistoryScope, limits: HistoryLimits): readonly HistoryRow[] {
  const rows = [
    ...decisions(db, scope, limits),
    ...(scope.of === 'card' ? [] : extents(db, scope, limits)),
    ...endedLinks(db, scope, limits),
    ...(scope.of === 'everything' ? [] : standingLinks(db, scope, limits)),
    ...answers(db, scope, limits),
  ];
  // What the links did at the moment of a word is the word's doing.
  const words = new Set(rows.filter(({ by }) => by === 'you').map(({ at }) => at));
  return rows
    .filter(({ at }) => at >= limits.since)
    .map((row) => (row.by === 'rules' && words.has(row.at) ? { ...row, by: 'you' as const } : row))
    .toSorted((one, other) => other.at - one.at)
    .slice(0, limits.limit);
}

interface WordRow {
  readonly at: UnixMs;
  readonly undone_at: UnixMs | null;
  readonly message_key: MessageKey;
  readonly action_id: ActionId;
  readonly can_undo: number;
}
interface DecisionRow extends WordRow {
  readonly card_id: CardId;
  readonly verdict: Verdict;
  readonly reach: Reach;
  readonly person: string | null;
  readonly is_split: number;
}

function decisions(db: ReadDb, scope: HistoryScope, { limit, undoableSince }: HistoryLimits): readonly HistoryRow[] {
  const rows = all<DecisionRow>(
    db,
    joinSql([
      sql`
      SELECT iif(action.kind = 'import', decision.decided_at, action.acted_at) AS at, decision.undone_at, message_key, card_id,
             decision.verdict, decision.reach, person, is_split, decision.action_id,
             action.undone_at IS NULL AND action.acted_at >= ${undoableSince} AS can_undo
        FROM decision JOIN action USING (action_id)`,
      wordsIn(scope),
      sql`ORDER BY decision_id DESC LIMIT ${limit}`,
    ]),
  );
  return rows.flatMap((row) => {
    const { verdict, reach, person } = row;
    const said: HistoryEvent = { kind: 'decided', verdict, reach, person, isSplit: row.is_split === 1 };
    return wordAndEnd(row, row.card_id, said, { kind: 'undone', verdict, reach });
  });
}

function wordsIn(scope: HistoryScope): Sql {
  switch (scope.of) {
    case 'card':
      // What was decided of a lead stands for the contact it became.
      return sql`
       WHERE card_id IN (SELECT ${scope.cardId} UNION SELECT card_id FROM card WHERE converted_to_id = ${scope.cardId})`;
    case 'mail':
      return sql`
       WHERE message_key = (SELECT message_key FROM mail WHERE mail_id = ${scope.mailId})
          OR (decision.reach = 'thread' AND message_key IN (
               SELECT other.message_key FROM mail JOIN mail AS other USING (thread_id) WHERE mail.mail_id = ${scope.mailId}))
          OR person_key IN (
               SELECT person_key FROM participant JOIN known_address USING (address) WHERE mail_id = ${scope.mailId})`;
    case 'everything':
      return sql``;
  }
}

interface ExtentRow extends WordRow {
  readonly extent: Extent;
  readonly reach: ExtentReach;
}

function extents(db: ReadDb, scope: HistoryScope, { limit, undoableSince }: HistoryLimits): readonly HistoryRow[] {
  const where =
    scope.of === 'mail'
      ? sql`
       WHERE message_key IN (
         SELECT other.message_key FROM mail JOIN mail AS other USING (thread_id) WHERE mail.mail_id = ${scope.mailId})
         AND (extent_choice.reach = 'thread'
              OR message_key = (SELECT message_key FROM mail WHERE mail_id = ${scope.mailId}))`
      : sql``;
  const rows = all<ExtentRow>(
    db,
    joinSql([
      sql`
      SELECT iif(action.kind = 'import', extent_choice.decided_at, action.acted_at) AS at, extent_choice.undone_at, message_key,
             extent_choice.extent, extent_choice.reach, extent_choice.action_id,
             action.undone_at IS NULL AND action.acted_at >= ${undoableSince} AS can_undo
        FROM extent_choice JOIN action USING (action_id)`,
      where,
      sql`ORDER BY choice_id DESC LIMIT ${limit}`,
    ]),
  );
  return rows.flatMap((row) => {
    const { extent, reach } = row;
    return wordAndEnd(row, null, { kind: 'extent', extent, reach }, { kind: 'extent-undone', extent, reach });
  });
}

function wordAndEnd(row: WordRow, cardId: CardId | null, said: HistoryEvent, end: HistoryEvent): readonly HistoryRow[] {
  const { message_key: messageKey, action_id: actionId } = row;
  const word: HistoryRow = {
    at: row.at,
    by: 'you',
    event: said,
    messageKey,
    cardId,
    actionId,
    canUndo: row.can_undo === 1,
  };
  if (row.undone_at === null) return [word];
  return [{ ...word, at: row.undone_at, event: end, canUndo: false }, word];
}

interface LinkRow {
  readonly message_key: MessageKey;
  readonly card_id: CardId;
  readonly origin: LinkOrigin;
  readonly evidence: string;
  readonly linked_at: UnixMs;
  readonly ended_at: UnixMs | null;
}

function endedLinks(db: ReadDb, scope: HistoryScope, { limit }: HistoryLimits): readonly HistoryRow[] {
  const where =
    scope.of === 'card'
      ? sql`WHERE card_id = ${scope.cardId}`
      : scope.of === 'mail'
        ? sql`WHERE message_key = (SELECT message_key FROM mail WHERE mail_id = ${scope.mailId})`
        : sql``;
  return linkRows(db, [
    sql`SELECT message_key, card_id, origin, evidence, linked_at, ended_at FROM past_link`,
    where,
    sql`ORDER BY past_link_id DESC LIMIT ${limit}`,
  ]);
}

function standingLinks(
  db: ReadDb,
  scope: Exclude<HistoryScope, { of: 'everything' }>,
  { limit }: HistoryLimits,
): readonly HistoryRow[] {
  return linkRows(db, [
    sql`
    SELECT message_key, card_id, origin, evidence, linked_at, NULL AS ended_at FROM link JOIN mail USING (mail_id)`,
    scope.of === 'card' ? sql`WHERE card_id = ${scope.cardId}` : sql`WHERE mail_id = ${scope.mailId}`,
    sql`ORDER BY linked_at DESC, mail_id DESC LIMIT ${limit}`,
  ]);
}

/** The beginning of each link, and its end where it ended. Links of the user begin with their word, which is told already. */
function linkRows(db: ReadDb, parts: readonly Sql[]): readonly HistoryRow[] {
  return all<LinkRow>(db, joinSql(parts)).flatMap((row) => {
    const evidence = JSON.parse(row.evidence) as Evidence;
    const base = {
      by: 'rules',
      messageKey: row.message_key,
      cardId: row.card_id,
      actionId: null,
      canUndo: false,
    } as const;
    const begun: readonly HistoryRow[] =
      row.origin === 'user' ? [] : [{ ...base, at: row.linked_at, event: { kind: 'linked', evidence } }];
    const ended: readonly HistoryRow[] =
      row.ended_at === null ? [] : [{ ...base, at: row.ended_at, event: { kind: 'unlinked', evidence } }];
    return [...ended, ...begun];
  });
}

interface LedgerRow {
  readonly at: UnixMs;
  readonly message_key: MessageKey;
  readonly card_id: CardId;
  readonly intent: 'attach' | 'detach';
  readonly extent: ActivityExtent | null;
  readonly answer: string;
}

function answers(db: ReadDb, scope: HistoryScope, { limit }: HistoryLimits): readonly HistoryRow[] {
  const where =
    scope.of === 'card'
      ? sql`WHERE card_id = ${scope.cardId}`
      : scope.of === 'mail'
        ? sql`WHERE message_key = (SELECT message_key FROM mail WHERE mail_id = ${scope.mailId})`
        : sql``;
  return all<LedgerRow>(
    db,
    joinSql([
      sql`SELECT answered_at AS at, message_key, card_id, intent, extent, answer FROM ledger`,
      where,
      sql`ORDER BY ledger_id DESC LIMIT ${limit}`,
    ]),
  ).map(({ at, message_key: messageKey, card_id: cardId, intent, extent, answer }) => ({
    at,
    by: 'crm',
    event: intent === 'attach' ? { kind: 'pushed', extent: extent ?? 'full', answer } : { kind: 'taken-off', answer },
    messageKey,
    cardId,
    actionId: null,
    canUndo: false,
  }));
}
