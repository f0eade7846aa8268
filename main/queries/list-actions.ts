import type { ActionView } from '../../app/contract/action-views.ts';
import type { CardKind } from '../../app/domain/card.ts';
import { RELATION_WORDS, type RelationWord } from '../../app/domain/account.ts';
import type { ActionId, CardId, MailId, MessageKey, UnixMs } from '../../app/domain/ids.ts';
import type { Extent } from '../../app/domain/extent.ts';
import type { ActionKind, Reach, Verdict } from '../../app/domain/link.ts';
import type { BlockMode, RuleSaying } from '../../app/domain/policy.ts';
import { ruleChangesOf, type RuleChangeRow } from '../db/rule-changes.ts';
import { all, sql, type ReadDb } from '../db/sql.ts';
import { groupBy } from '../db/group-by.ts';
import { cardRefOrId } from './card-ref.ts';
import { idList } from './compose-sql.ts';
import { subjectsOfMails } from './subjects.ts';

interface ActionRow {
  readonly action_id: ActionId;
  readonly kind: ActionKind;
  readonly verdict: Verdict | null;
  readonly reach: Reach | null;
  readonly extent: Extent | null;
  /** As it was when the user acted: for mail that is gone. */
  readonly subject: string;
  readonly mail_id: MailId | null;
  readonly mail_count: number;
  readonly acted_at: UnixMs;
  readonly undone_at: UnixMs | null;
}
interface CardOfActionRow {
  readonly action_id: ActionId;
  /** 0: the other card of a move, which the mails were taken off. */
  readonly is_meant: number;
  readonly card_id: CardId;
  readonly card_kind: CardKind | null;
  readonly card_name: string | null;
}

/**
 * What the user did, newest first.
 *
 * @param undoableSince actions that are older stand for good
 */
export function listActions(db: ReadDb, limit: number, undoableSince: UnixMs): readonly ActionView[] {
  const actions = all<ActionRow>(
    db,
    sql`
    SELECT action_id, kind, verdict, reach, subject, mail_count, acted_at, undone_at,
           (SELECT extent FROM extent_choice WHERE extent_choice.action_id = action.action_id LIMIT 1) AS extent,
           (SELECT mail.mail_id
              FROM (SELECT message_key FROM decision WHERE decision.action_id = action.action_id
                     UNION ALL
                    SELECT message_key FROM extent_choice WHERE extent_choice.action_id = action.action_id) AS word
                   JOIN mail USING (message_key)
             LIMIT 1) AS mail_id
      FROM action
     ORDER BY action_id DESC
     LIMIT ${limit}`,
  );
  const cards = groupBy(
    cardRows(
      db,
      actions.map((action) => action.action_id),
    ),
    (row) => row.action_id,
  );
  const mailIds = actions.flatMap((action) => action.mail_id ?? []);
  const subjects = subjectsOfMails(db, mailIds);
  const sayings = new Map(
    ruleChangesOf(
      db,
      actions.filter(({ kind }) => kind === 'rule').map((action) => action.action_id),
    ).map((change) => [change.actionId, sayingOf(change)]),
  );
  return actions.map((action) => {
    const isOfCards = action.kind === 'links' || action.kind === 'card';
    const rows = isOfCards ? (cards.get(action.action_id) ?? []) : [];
    const left = rows.find((row) => row.is_meant === 0);
    return {
      id: action.action_id,
      kind: action.kind,
      verdict: action.verdict,
      reach: action.reach,
      extent: action.kind === 'extent' ? action.extent : null,
      mailCount: action.mail_count,
      // The two CRMs of a carry stand there; it is about no one mail.
      subject: (action.kind !== 'carry' && action.mail_id !== null && subjects.get(action.mail_id)) || action.subject,
      cards: rows.filter((row) => row.is_meant === 1).map((row) => cardRefOrId(row.card_id, row)),
      from: left === undefined ? null : cardRefOrId(left.card_id, left),
      rule: action.kind === 'rule' ? (sayings.get(action.action_id) ?? null) : null,
      at: action.acted_at,
      isUndone: action.undone_at !== null,
      canUndo: action.undone_at === null && action.acted_at >= undoableSince,
    };
  });
}

function sayingOf({ topic, value }: RuleChangeRow): RuleSaying {
  const word = JSON.parse(value) as RelationWord | boolean | MessageKey | { readonly mode: BlockMode } | null;
  if (word === null) return { topic, said: 'none' };
  if (typeof word === 'object') return { topic, said: word.mode };
  if (typeof word === 'boolean') return { topic, said: word ? 'yes' : 'no' };
  return { topic, said: RELATION_WORDS.find((relation) => relation === word) ?? 'yes' };
}

/** A move attaches to one card and takes off another; the action's verdict is about the first. */
function cardRows(db: ReadDb, actionIds: readonly ActionId[]): readonly CardOfActionRow[] {
  return all<CardOfActionRow>(
    db,
    sql`
    SELECT decision.action_id, max(decision.verdict = action.verdict) AS is_meant, decision.card_id,
           card.kind AS card_kind, card.name AS card_name, min(decision.decision_id) AS turn
      FROM decision JOIN action USING (action_id) LEFT JOIN card USING (card_id)
     WHERE decision.action_id IN (SELECT value FROM json_each(${idList(actionIds)}))
     GROUP BY decision.action_id, decision.card_id
     UNION ALL
    SELECT made_card.action_id, 1, made_card.card_id, card.kind, card.name, 0
      FROM made_card LEFT JOIN card USING (card_id)
     WHERE made_card.action_id IN (SELECT value FROM json_each(${idList(actionIds)}))
     ORDER BY action_id, turn`,
  );
}
