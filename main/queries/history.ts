import type { Input } from '../../app/contract/api.ts';
import type { HistoryEntry, MailInHistory } from '../../app/contract/decision-views.ts';
import type { CardKind, CardRef } from '../../app/domain/card.ts';
import type { CardId, MailId, MessageId, MessageKey, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import { resolveCardId } from '../db/resolve-card.ts';
import { resolveMail } from '../db/resolve-mail.ts';
import { all, sql, type ReadDb } from '../db/sql.ts';
import { cardRefOrId } from './card-ref.ts';
import { historyEvents, type HistoryRow, type HistoryScope } from './history-events.ts';
import { subjectsOfMails } from './subjects.ts';

/**
 * What happened to a card, to a mail, or at all since a time, newest first: the user's words and their ends, links that rules made and
 * withdrew, and what the CRM answered. Throws as resolveCardId and resolveMail.
 *
 * @param undoableSince actions that are older stand for good
 */
export function listHistory(
  db: ReadDb,
  { cardId, mail, since, limit }: Input<'history.list'>,
  undoableSince: UnixMs,
): readonly HistoryEntry[] {
  const scope: HistoryScope =
    cardId !== undefined
      ? { of: 'card', cardId: resolveCardId(db, cardId) }
      : mail !== undefined
        ? { of: 'mail', mailId: resolveMail(db, mail) }
        : { of: 'everything' };
  const rows = historyEvents(db, scope, { limit, since: since ?? (0 as UnixMs), undoableSince });
  const mails = mailsNamed(db, rows);
  const cards = cardsNamed(db, rows);
  return rows.map(({ messageKey, cardId: id, ...row }) => ({
    ...row,
    mail: mails.get(messageKey) ?? unknownMail(messageKey),
    card: id === null ? null : (cards.get(id) ?? cardRefOrId(id, { card_kind: null, card_name: null })),
  }));
}

function unknownMail(key: MessageKey): MailInHistory {
  return { key, mailId: null, messageId: null, threadId: null, subject: '' };
}

function mailsNamed(db: ReadDb, rows: readonly HistoryRow[]): ReadonlyMap<MessageKey, MailInHistory> {
  const keys = JSON.stringify([...new Set(rows.map(({ messageKey }) => messageKey))]);
  const found = all<{ mail_id: MailId; message_id: MessageId | null; thread_id: ThreadId; message_key: MessageKey }>(
    db,
    sql`
    SELECT mail_id, message_id, thread_id, message_key
      FROM mail
     WHERE message_key IN (SELECT value FROM json_each(${keys}))`,
  );
  const subjects = subjectsOfMails(
    db,
    found.map((row) => row.mail_id),
  );
  return new Map(
    found.map((row) => [
      row.message_key,
      {
        key: row.message_key,
        mailId: row.mail_id,
        messageId: row.message_id,
        threadId: row.thread_id,
        subject: subjects.get(row.mail_id) ?? '',
      },
    ]),
  );
}

function cardsNamed(db: ReadDb, rows: readonly HistoryRow[]): ReadonlyMap<CardId, CardRef> {
  const ids = JSON.stringify([...new Set(rows.flatMap(({ cardId }) => cardId ?? []))]);
  return new Map(
    all<{ card_id: CardId; card_kind: CardKind; card_name: string }>(
      db,
      sql`
      SELECT card_id, kind AS card_kind, name AS card_name
        FROM card
       WHERE card_id IN (SELECT value FROM json_each(${ids}))`,
    ).map((row) => [row.card_id, cardRefOrId(row.card_id, row)]),
  );
}
