import type { DealThreadsSuggestion, SuggestionKey } from '../../app/contract/suggestion-views.ts';
import type { Card } from '../../app/domain/card.ts';
import type { CardId, MailId, UnixMs } from '../../app/domain/ids.ts';
import { personKey } from '../../app/rules/identity.ts';
import { storedCards } from '../db/card-lookup.ts';
import { all, get, sql, type ReadDb } from '../db/sql.ts';
import { dismissedSuggestions } from '../db/thread-joins.ts';
import { idList } from './compose-sql.ts';
import { mailsInSuggestions } from './suggestion-mails.ts';

const MAX_THREADS = 5;
const NEW_MS = 30 * 24 * 60 * 60_000;

/** A new deal's people wrote before it was there: their last threads that are on no deal. Null when nothing is to be proposed. */
export function threadsForDeal(db: ReadDb, dealId: CardId, now: UnixMs): DealThreadsSuggestion | null {
  const cards = storedCards(db);
  const deal = cards.card(dealId);
  const key = `threads:${dealId}` as SuggestionKey;
  if (deal === null || !isNew(db, deal, now) || dismissedSuggestions(db).has(key)) return null;
  const people = deal.peopleIds.flatMap((id) => cards.card(id) ?? []);
  const persons = new Set(people.flatMap(({ addresses }) => addresses.map(({ address }) => personKey(address))));
  const mailIds = newestOfThreads(db, dealId, [...persons]);
  const named = mailsInSuggestions(db, mailIds);
  const threads = mailIds.flatMap((mailId) => named.get(mailId) ?? []);
  if (threads.length === 0) return null;
  const { id, kind, name } = deal;
  return { key, deal: { id, kind, name }, people: people.map((one) => one.name), threads };
}

/** Open deals that are new or empty, the newest change first. */
export function newDeals(db: ReadDb, now: UnixMs, limit: number): readonly CardId[] {
  return all<{ card_id: CardId }>(
    db,
    sql`
    SELECT card_id
      FROM card
     WHERE kind = 'deal' AND status = 'open' AND gone_at IS NULL
       AND (created_at >= ${now - NEW_MS} OR NOT EXISTS (SELECT 1 FROM link WHERE link.card_id = card.card_id))
     ORDER BY updated_at DESC, card_id
     LIMIT ${limit}`,
  ).map((row) => row.card_id);
}

function isNew(db: ReadDb, { id, kind, status, goneAt, createdAt }: Card, now: UnixMs): boolean {
  if (kind !== 'deal' || status !== 'open' || goneAt !== null) return false;
  if (createdAt !== null && createdAt >= now - NEW_MS) return true;
  return get(db, sql`SELECT 1 FROM link WHERE card_id = ${id} LIMIT 1`) === undefined;
}

/**
 * The newest mail of each of the last threads with these people; not those asked about, on a deal, or kept out of this one. A mail to a
 * crowd is on thousands of cards: it is asked about mostly, and that is looked up first.
 */
function newestOfThreads(db: ReadDb, dealId: CardId, persons: readonly string[]): readonly MailId[] {
  return all<{ newest_mail_id: MailId }>(
    db,
    sql`
    SELECT newest_mail_id
      FROM thread
     WHERE thread_id IN (
             SELECT thread_id
               FROM known_address JOIN participant USING (address) JOIN mail USING (mail_id)
              WHERE person_key IN (SELECT value FROM json_each(${idList(persons)})) AND held_by IS NULL)
       AND NOT EXISTS (SELECT 1 FROM mail JOIN question USING (mail_id) WHERE mail.thread_id = thread.thread_id)
       AND NOT EXISTS (
             SELECT 1
               FROM mail JOIN link USING (mail_id) JOIN card USING (card_id)
              WHERE mail.thread_id = thread.thread_id AND card.kind = 'deal')
       AND NOT EXISTS (
             SELECT 1
               FROM mail JOIN kept_out USING (mail_id)
              WHERE mail.thread_id = thread.thread_id AND kept_out.card_id = ${dealId})
     ORDER BY last_at DESC, thread_id DESC
     LIMIT ${MAX_THREADS}`,
  ).map((row) => row.newest_mail_id);
}
