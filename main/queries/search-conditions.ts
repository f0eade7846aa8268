/** What a search asks for besides words, as conditions on `mail` and `search_place`. */
import type { CardId } from '../../app/domain/ids.ts';
import type { SearchCondition, SearchState, TextCondition } from '../../app/domain/search.ts';
import type { CardKind } from '../../app/domain/card.ts';
import { MailpinError } from '../../app/errors.ts';
import { foldForSearch } from '../../app/domain/search-fold.ts';
import { all, sql, type ReadDb, type Sql } from '../db/sql.ts';
import { allOf, idList } from './compose-sql.ts';
import { cardsNamed } from './list-cards.ts';

/** Mailboxes named in a refusal: enough to recognise one's own. */
const NAMED_MAILBOXES = 8;

/** Throws `input.search` when a card or a mailbox is named that is not there. */
export function conditionOf(db: ReadDb, condition: Exclude<SearchCondition, TextCondition>): Sql {
  switch (condition.kind) {
    case 'date':
      return allOf([
        ...(condition.from === null ? [] : [sql`mail.sent_at >= ${condition.from}`]),
        ...(condition.until === null ? [] : [sql`mail.sent_at < ${condition.until}`]),
      ]);
    case 'mine':
      return condition.field === 'from' ? sql`mail.direction = 'outbound'` : toMe(condition.field);
    case 'is':
      return STATES[condition.state];
    case 'attachment':
      return sql`(mail.attachment_count > 0 AND EXISTS (
        SELECT 1 FROM attachment WHERE attachment.mail_id = mail.mail_id AND attachment.is_inline = 0))`;
    case 'card':
      return onCard(db, condition.cardKind, condition.text);
    case 'mailbox':
      return inMailboxes(idList(mailboxesNamed(db, condition.text)));
    case 'thread':
      return sql`mail.thread_id = ${condition.threadId}`;
  }
}

const STATES: Readonly<Record<SearchState, Sql>> = {
  unread: sql`mail.is_seen = 0`,
  read: sql`mail.is_seen = 1`,
  linked: sql`EXISTS (SELECT 1 FROM link WHERE link.mail_id = search_place.mail_id)`,
  unlinked: sql`NOT EXISTS (SELECT 1 FROM link WHERE link.mail_id = search_place.mail_id)`,
  question: sql`search_place.mail_id IN (SELECT question.mail_id FROM question)`,
  keptout: sql`search_place.mail_id IN (SELECT kept_out.mail_id FROM kept_out)`,
  sent: sql`mail.direction = 'outbound'`,
  received: sql`mail.direction = 'inbound'`,
  newsletter: sql`mail.kind = 'bulk'`,
  bounce: sql`mail.kind = 'bounce'`,
  autoreply: sql`mail.kind = 'auto-reply'`,
  invitation: sql`mail.kind = 'invitation'`,
  internal: sql`mail.held_by = 'internal'`,
};

function toMe(field: 'to' | 'cc'): Sql {
  const roles = field === 'to' ? ['to', 'cc', 'bcc'] : ['cc', 'bcc'];
  return sql`EXISTS (
    SELECT 1 FROM participant JOIN own_address USING (address)
     WHERE participant.mail_id = search_place.mail_id AND own_address.relation = 'me'
       AND participant.role IN (SELECT value FROM json_each(${idList(roles)})))`;
}

function onCard(db: ReadDb, kind: CardKind | null, text: string): Sql {
  if (text === '*') {
    return sql`EXISTS (
      SELECT 1 FROM link JOIN card USING (card_id)
       WHERE link.mail_id = search_place.mail_id AND (card.kind = ${kind} OR ${kind} IS NULL))`;
  }
  return sql`search_place.mail_id IN (
    SELECT link.mail_id FROM link WHERE link.card_id IN (SELECT value FROM json_each(${idList(cardsMeant(db, kind, text))})))`;
}

/** Cards with this id or with these words in their name; of a company also its people and deals. */
function cardsMeant(db: ReadDb, kind: CardKind | null, text: string): readonly CardId[] {
  const byId = all<{ card_id: CardId }>(
    db,
    sql`
    SELECT card_id FROM card
     WHERE (card.kind = ${kind} OR ${kind} IS NULL)
       AND (card_id = ${text} OR remote_id = ${text} OR kind || ':' || remote_id = ${text})`,
  ).map(({ card_id }) => card_id);
  const meant = byId.length > 0 ? byId : cardsNamed(db, text, kind ?? undefined);
  if (meant.length === 0) {
    throw new MailpinError('input.search', { misread: 'card', operator: kind ?? 'card', value: text });
  }
  const belonging = all<{ card_id: CardId }>(
    db,
    sql`SELECT card_id FROM card WHERE company_id IN (SELECT value FROM json_each(${idList(meant)}))`,
  );
  return [...meant, ...belonging.map(({ card_id }) => card_id)];
}

/** By a copy in one of them, or by a copy elsewhere whose labels name one (Gmail). */
function inMailboxes(ids: string): Sql {
  return sql`EXISTS (
    SELECT 1
      FROM placement LEFT JOIN label USING (mailbox_id, uid)
     WHERE placement.mail_id = search_place.mail_id
       AND (placement.mailbox_id IN (SELECT value FROM json_each(${ids}))
            OR label.labelled_id IN (SELECT value FROM json_each(${ids}))))`;
}

/** What the user may call a mailbox of a role, in the five languages. */
const ROLE_WORDS: Readonly<Record<string, string>> = {
  inbox: 'inbox posteingang réception boîte-de-réception posta-in-arrivo arrivo 受信 受信トレイ',
  sent: 'sent gesendet envoyés envoyé inviata inviati 送信 送信済み',
  archive: 'archive archiv archivio アーカイブ',
  all: 'all alle tous tutti すべて',
};

function mailboxesNamed(db: ReadDb, text: string): readonly number[] {
  const wanted = foldForSearch(text);
  const mailboxes = all<{ mailbox_id: number; path: string; role: string | null }>(
    db,
    sql`SELECT mailbox_id, path, role FROM mailbox ORDER BY path`,
  );
  const role = Object.keys(ROLE_WORDS).find((name) =>
    ROLE_WORDS[name]?.split(' ').some((word) => foldForSearch(word) === wanted),
  );
  const byRole = mailboxes.filter((mailbox) => role !== undefined && mailbox.role === role);
  const byName = mailboxes.filter(({ path }) => foldForSearch(path).includes(wanted));
  const found = byRole.length > 0 ? byRole : byName;
  if (found.length === 0) {
    const choices = [...new Set(mailboxes.map(({ path }) => path))].slice(0, NAMED_MAILBOXES).join(', ');
    throw new MailpinError('input.search', { misread: 'mailbox', value: text, choices });
  }
  return found.map(({ mailbox_id }) => mailbox_id);
}
