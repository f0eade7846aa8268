import type { LinkView } from '../../app/contract/link-views.ts';
import type { CardId, MailId, MessageId, MessageKey, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import type { Evidence, LinkOrigin } from '../../app/domain/link.ts';
import { all, sql, type ReadDb, type Sql } from '../db/sql.ts';
import { toCardRef, type CardRefRow } from './card-ref.ts';
import { idList, joinSql } from './compose-sql.ts';
import { pushStateOf, type PushRow } from './push-state.ts';

/** A link with what readers show of its mail. */
export interface LiveLink extends LinkView {
  readonly threadId: ThreadId;
  readonly messageId: MessageId | null;
  readonly key: MessageKey;
  readonly subject: string;
  readonly sentAt: UnixMs;
  /** The CRM got it, or is to get it, without its text. */
  readonly isHeadersOnly: boolean;
}

interface LinkRow extends CardRefRow, PushRow {
  readonly mail_id: MailId;
  readonly thread_id: ThreadId;
  readonly message_id: MessageId | null;
  readonly message_key: MessageKey;
  readonly subject: string;
  readonly sent_at: UnixMs;
  readonly origin: LinkOrigin;
  readonly evidence: string;
  readonly linked_at: UnixMs;
  readonly last_extent: 'headers-only' | 'full' | null;
}

const COLUMNS = sql`
  SELECT link.mail_id, link.origin, link.evidence, link.linked_at,
         mail.thread_id, mail.message_id, mail.message_key, mail.subject, mail.sent_at,
         card.card_id, card.kind AS card_kind, card.name AS card_name,
         outbox.intent AS push_intent, outbox.state AS push_state,
         outbox.until_at AS push_until_at, outbox.because AS push_because, outbox.gate AS push_gate,
         push_hold.sign AS push_sign, mail.extent AS mail_extent,
         ledger.intent AS last_carried_out, ledger.extent AS last_extent`;
/**
 * The last line of the ledger is asked for only where it tells something: of a mail for which nothing is owed, and where the text ever
 * stayed behind. Its keys are as good as random, so each look reads pages that nobody read before.
 */
const PUSHED = sql`
         LEFT JOIN outbox ON outbox.message_key = mail.message_key AND outbox.card_id = link.card_id
         LEFT JOIN push_hold ON push_hold.message_key = mail.message_key
         LEFT JOIN ledger ON ledger.ledger_id = CASE
           WHEN outbox.state IS NULL OR EXISTS (
             SELECT 1
               FROM ledger AS partly INDEXED BY ledger_carried_without_text
              WHERE partly.message_key = mail.message_key AND partly.card_id = link.card_id AND partly.extent = 'headers-only')
           THEN (
             SELECT max(answer.ledger_id)
               FROM ledger AS answer
              WHERE answer.message_key = mail.message_key AND answer.card_id = link.card_id) END`;

/** Links of these mails, newest decision first within a mail; all of them unless limited. */
export function linksOfMails(db: ReadDb, mailIds: readonly MailId[], limit = -1): readonly LiveLink[] {
  return readLinks(db, [
    COLUMNS,
    sql`
    FROM (SELECT mail_id, card_id
            FROM link
           WHERE mail_id IN (SELECT value FROM json_each(${idList(mailIds)}))
           ORDER BY mail_id, linked_at DESC, card_id
           LIMIT ${limit}) AS asked
         JOIN link USING (mail_id, card_id)
         JOIN mail USING (mail_id)
         JOIN card USING (card_id)`,
    PUSHED,
    sql`
   ORDER BY link.mail_id, link.linked_at DESC, link.card_id`,
  ]);
}

/** Links of the mails of these threads, newest mail first. */
export function linksOfThreads(db: ReadDb, threadIds: readonly ThreadId[]): readonly LiveLink[] {
  return readLinks(db, [
    COLUMNS,
    sql`FROM mail JOIN link USING (mail_id) JOIN card USING (card_id)`,
    PUSHED,
    sql`
   WHERE mail.thread_id IN (SELECT value FROM json_each(${idList(threadIds)}))
   ORDER BY mail.sent_at DESC, link.mail_id, link.card_id`,
  ]);
}

/** Links on one card, newest mail first; all of them unless limited. */
export function linksOnCard(db: ReadDb, cardId: CardId, limit = -1): readonly LiveLink[] {
  return readLinks(db, [
    COLUMNS,
    sql`FROM link JOIN mail USING (mail_id) JOIN card USING (card_id)`,
    PUSHED,
    sql`
   WHERE link.card_id = ${cardId}
   ORDER BY mail.sent_at DESC, link.mail_id DESC
   LIMIT ${limit}`,
  ]);
}

/** Links of the whole mirror, threads with the newest mail first. */
export function newestLinks(db: ReadDb, limit: number): readonly LiveLink[] {
  return readLinks(db, [
    COLUMNS,
    // CROSS JOIN keeps the order: threads by their index, so that a short list of a large mirror needs no large sort.
    sql`FROM thread CROSS JOIN mail USING (thread_id) CROSS JOIN link USING (mail_id) JOIN card USING (card_id)`,
    PUSHED,
    sql`
   ORDER BY thread.last_at DESC, thread.thread_id DESC, mail.sent_at DESC, link.mail_id DESC, link.card_id
   LIMIT ${limit}`,
  ]);
}

function readLinks(db: ReadDb, parts: readonly Sql[]): readonly LiveLink[] {
  return all<LinkRow>(db, joinSql(parts)).map(toLiveLink);
}

function toLiveLink(row: LinkRow): LiveLink {
  return {
    mailId: row.mail_id,
    card: toCardRef(row),
    origin: row.origin,
    evidence: JSON.parse(row.evidence) as Evidence,
    linkedAt: row.linked_at,
    push: pushStateOf(row),
    threadId: row.thread_id,
    messageId: row.message_id,
    key: row.message_key,
    subject: row.subject,
    sentAt: row.sent_at,
    isHeadersOnly:
      row.mail_extent === 'headers-only' || (row.last_carried_out === 'attach' && row.last_extent === 'headers-only'),
  };
}

/** What contract views carry of a link. */
export function toLinkView({ mailId, card, origin, evidence, linkedAt, push }: LiveLink): LinkView {
  return { mailId, card, origin, evidence, linkedAt, push };
}
