import type { MailInSuggestion, PersonSuggestion, SuggestionKey } from '../../app/contract/suggestion-views.ts';
import type { CanonicalAddress, MailId, UnixMs } from '../../app/domain/ids.ts';
import { personKey } from '../../app/rules/identity.ts';
import { proposeCard, suggestPeople, type Correspondent } from '../../app/rules/suggest-people.ts';
import type { World } from '../../app/rules/verdict.ts';
import { all, sql, type ReadDb } from '../db/sql.ts';
import { mailsInSuggestions } from './suggestion-mails.ts';

/** Threads that are looked through, the newest first: who wrote long ago does not write often. */
const RECENT_THREADS = 4_000;

/** Unknown people who write often, without those the user does not want to hear of. */
export function peopleToSuggest(
  db: ReadDb,
  world: World,
  dismissed: ReadonlySet<string>,
  limit: number,
): readonly PersonSuggestion[] {
  const wanted: Counted[] = [];
  for (const person of suggestPeople(correspondents(db), world)) {
    if (wanted.length === limit) break;
    if (!dismissed.has(personSuggestion(person.address))) wanted.push(person);
  }
  const mails = mailsInSuggestions(
    db,
    wanted.map(({ newest }) => newest.mail_id),
  );
  return wanted.flatMap((person) => {
    const newest = mails.get(person.newest.mail_id);
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

/** Somebody's part in a mail: the sender, or one to whom the user wrote. */
interface PartRow {
  readonly address: CanonicalAddress;
  readonly display_name: string;
  readonly is_sender: 0 | 1;
  readonly mail_id: MailId;
  readonly sent_at: UnixMs;
}

/** Counted here: to group by person, SQLite would look each of these rows up by its address and sort all of them. */
function correspondents(db: ReadDb): readonly Counted[] {
  const people = new Map<CanonicalAddress, Counted>();
  for (const row of partsInRecentMail(db)) {
    const person = personKey(row.address);
    const known = people.get(person);
    if (known === undefined) people.set(person, new Counted(row));
    else known.count(row);
  }
  return [...people.values()];
}

class Counted implements Correspondent {
  receivedCount = 0;
  sentCount = 0;
  /** Their newest mail, and what they are called there. */
  newest: PartRow;
  private lastMailId: MailId | null = null;

  constructor(row: PartRow) {
    this.newest = row;
    this.count(row);
  }

  get address(): CanonicalAddress {
    return this.newest.address;
  }
  get displayName(): string {
    return this.newest.display_name;
  }
  get lastAt(): UnixMs {
    return this.newest.sent_at;
  }

  /** A mail may have several addresses of one person: it counts once. Its rows follow each other. */
  count(row: PartRow): void {
    if (row.sent_at > this.newest.sent_at) this.newest = row;
    if (row.mail_id === this.lastMailId) return;
    this.lastMailId = row.mail_id;
    if (row.is_sender === 1) this.receivedCount += 1;
    else this.sentCount += 1;
  }
}

function partsInRecentMail(db: ReadDb): readonly PartRow[] {
  return all<PartRow>(
    db,
    sql`
    WITH recent AS (SELECT thread_id FROM thread ORDER BY last_at DESC LIMIT ${RECENT_THREADS})
    SELECT address, display_name, role = 'from' AS is_sender, mail_id, sent_at
      FROM recent CROSS JOIN mail USING (thread_id) CROSS JOIN participant USING (mail_id)
     WHERE held_by IS NULL AND address IS NOT NULL
       AND CASE direction WHEN 'inbound' THEN role = 'from' ELSE role IN ('to', 'cc') END`,
  );
}
