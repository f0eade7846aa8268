import { addressKeys } from '../../app/domain/address.ts';
import type { ActionId, CanonicalAddress, CardId, MailId, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import type { CardLookup } from '../../app/rules/card-lookup.ts';
import { currentCardId } from '../../app/rules/converted-lead.ts';
import { personKey } from '../../app/rules/identity.ts';
import { coveringDecisions } from '../../app/rules/covering-decisions.ts';
import type { RememberedAnswer } from '../../app/rules/verdict.ts';
import { storedCards } from './card-lookup.ts';
import { groupBy } from './group-by.ts';
import { all, get, sql, type ReadDb } from './sql.ts';
import { threadWords } from './thread-words.ts';
import { threadsWithPerson } from './threads.ts';

interface AnswerRow {
  readonly mail_id: MailId;
  readonly thread_id: ThreadId;
  readonly card_id: CardId;
  readonly decided_at: UnixMs;
}

/**
 * What the user said of mail with these people, as far as their addresses stand on several cards. A word that was taken back, by an
 * undo or by any later detach that covers its mail, is none; one on a whole person needs no remembering.
 *
 * @param people each once, as `personKey` names them
 */
export function rememberedAnswers(
  db: ReadDb,
  people: readonly CanonicalAddress[],
  cards: CardLookup,
): readonly RememberedAnswer[] {
  return sharedAmong(people, cards).flatMap((person) =>
    [...groupBy(wordsOnMailWith(db, person), (row) => row.thread_id)].flatMap(([threadId, rows]) =>
      inForce(db, threadId, rows, cards).map((row) => ({ person, cardId: row.card_id, decidedAt: row.decided_at })),
    ),
  );
}

function wordsOnMailWith(db: ReadDb, person: string): readonly AnswerRow[] {
  return all<AnswerRow>(
    db,
    sql`
    SELECT DISTINCT mail.mail_id, mail.thread_id, decision.card_id, decided_at
      FROM known_address JOIN participant USING (address) JOIN mail USING (mail_id) JOIN decision USING (message_key)
     WHERE known_address.person_key = ${person}
       AND verdict = 'attach' AND reach <> 'person' AND undone_at IS NULL
     ORDER BY decided_at, card_id`,
  );
}

/** Of words on mails of a thread, those that no later word there ended. */
function inForce(db: ReadDb, threadId: ThreadId, rows: readonly AnswerRow[], cards: CardLookup): readonly AnswerRow[] {
  const words = threadWords(db, threadId);
  const wordsOn = coveringDecisions(words.mails, words, cards);
  return rows.filter((row) => {
    const mail = words.mails.find(({ id }) => id === row.mail_id);
    return mail !== undefined && wordsOn(mail).get(currentCardId(row.card_id, cards))?.decision.verdict === 'attach';
  });
}

/** Whether an action says of a card that may have an address where mail belongs: a deal has none, so nothing is to be remembered of it. */
export function isAboutPeople(db: ReadDb, actionId: ActionId): boolean {
  const row = get(
    db,
    sql`SELECT 1 FROM decision JOIN card USING (card_id) WHERE action_id = ${actionId} AND kind <> 'deal' LIMIT 1`,
  );
  return row !== undefined;
}

/**
 * Threads to which what was said in these threads carries over: those with somebody on them who takes part in these and whose address
 * stands on several cards.
 */
export function threadsOfAnswers(db: ReadDb, threadIds: readonly ThreadId[]): readonly ThreadId[] {
  const addresses = all<{ address: CanonicalAddress }>(
    db,
    sql`
    SELECT address
      FROM mail JOIN participant USING (mail_id)
     WHERE thread_id IN (SELECT value FROM json_each(${JSON.stringify(threadIds)})) AND address IS NOT NULL`,
  );
  const people = [...new Set(addresses.map(({ address }) => personKey(address)))];
  const cards = storedCards(db);
  cards.ahead(people);
  const candidates = people.filter((person) => cards.mayBeShared(person));
  return sharedAmong(candidates, cards).flatMap((person) => threadsWithPerson(db, person));
}

/** Threads of those mails about which the user said something before they came: an import, or a mailbox that was connected anew. */
export function threadsWithEarlierWords(db: ReadDb, mailIds: readonly MailId[]): readonly ThreadId[] {
  return all<{ thread_id: ThreadId }>(
    db,
    sql`
    SELECT DISTINCT thread_id
      FROM mail JOIN decision USING (message_key)
     WHERE mail_id IN (SELECT value FROM json_each(${JSON.stringify(mailIds)}))`,
  ).map((row) => row.thread_id);
}

/** Of people, those whose address stands on several cards, at whatever step of the match: the widest holds the others. */
function sharedAmong(people: readonly CanonicalAddress[], cards: CardLookup): readonly CanonicalAddress[] {
  return people.filter((person) => {
    const widest = addressKeys(person).at(-1);
    return widest !== undefined && cards.byAddress(widest).length > 1;
  });
}
