import type { MailInSuggestion, PersonSuggestion, SuggestionKey } from '../../app/contract/suggestion-views.ts';
import type { CanonicalAddress, MailId, UnixMs } from '../../app/domain/ids.ts';
import { personKey } from '../../app/rules/identity.ts';
import { proposeCard, suggestPeople, type Correspondent } from '../../app/rules/suggest-people.ts';
import type { World } from '../../app/rules/verdict.ts';
import { all, sql, type ReadDb } from '../db/sql.ts';
import { mailsInSuggestions } from './suggestion-mails.ts';

/** Threads that are looked through, the newest first: who wrote long ago does not write often. */
const RECENT_THREADS = 4_000;

interface PersonRow {
  readonly address: CanonicalAddress;
  readonly display_name: string;
  readonly received: number;
  readonly sent: number;
  readonly last_at: UnixMs;
  readonly mail_id: MailId;
}

/** Unknown people who write often, without those the user does not want to hear of. */
export function peopleToSuggest(
  db: ReadDb,
  world: World,
  dismissed: ReadonlySet<string>,
  limit: number,
): readonly PersonSuggestion[] {
  const rows = new Map(personRows(db).map((row) => [row.address, row]));
  const people = [...rows.values()].map((row): Correspondent => ({
    address: row.address,
    displayName: row.display_name,
    receivedCount: row.received,
    sentCount: row.sent,
    lastAt: row.last_at,
  }));
  const wanted: Correspondent[] = [];
  for (const person of suggestPeople(people, world)) {
    if (wanted.length === limit) break;
    if (!dismissed.has(personSuggestion(person.address))) wanted.push(person);
  }
  const mails = mailsInSuggestions(
    db,
    wanted.flatMap(({ address }) => rows.get(address)?.mail_id ?? []),
  );
  return wanted.flatMap((person) => {
    const newest = mails.get(rows.get(person.address)?.mail_id ?? (0 as MailId));
    return newest === undefined ? [] : [toSuggestion(person, newest, world)];
  });
}

export function personSuggestion(address: CanonicalAddress): SuggestionKey {
  return `person:${personKey(address)}` as SuggestionKey;
}

function toSuggestion(person: Correspondent, newest: MailInSuggestion, world: World): PersonSuggestion {
  const { address, receivedCount, sentCount, lastAt } = person;
  const { name, company, companyName } = proposeCard(person, world);
  return {
    key: personSuggestion(address),
    address,
    name,
    company,
    companyName,
    receivedCount,
    sentCount,
    lastAt,
    newest,
  };
}

/** One row a person who wrote, or was written to by the user. SQLite takes bare columns from the row of max(). */
function personRows(db: ReadDb): readonly PersonRow[] {
  return all<PersonRow>(
    db,
    sql`
    WITH recent AS (SELECT thread_id FROM thread ORDER BY last_at DESC LIMIT ${RECENT_THREADS})
    SELECT address, display_name, max(sent_at) AS last_at, mail_id,
           count(DISTINCT mail_id) FILTER (WHERE role = 'from') AS received,
           count(DISTINCT mail_id) FILTER (WHERE role <> 'from') AS sent
      FROM recent CROSS JOIN mail USING (thread_id) CROSS JOIN participant USING (mail_id) JOIN known_address USING (address)
     WHERE held_by IS NULL
       AND CASE direction WHEN 'inbound' THEN role = 'from' ELSE role IN ('to', 'cc') END
     GROUP BY person_key
    HAVING received > 0 AND received + sent > 2`,
  );
}
