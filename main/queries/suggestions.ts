import type { Suggestions, ThreadSuggestions } from '../../app/contract/suggestion-views.ts';
import type { CanonicalAddress, MailId, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import { isUnknownPerson, proposeCard } from '../../app/rules/suggest-people.ts';
import { all, sql, type ReadDb } from '../db/sql.ts';
import { dismissedSuggestions } from '../db/thread-joins.ts';
import { readWorld } from '../db/world.ts';
import { newDeals, threadsForDeal } from './suggest-deal-threads.ts';
import { peopleToSuggest, personSuggestion } from './suggest-people.ts';
import { repliesToSuggest } from './suggest-replies.ts';
import { mailsInSuggestions } from './suggestion-mails.ts';

/** New deals that are looked at for threads of their people. */
const MAX_DEALS = 20;
/** People of a thread who are proposed beside it. */
const MAX_PEOPLE = 3;

/** What Mailpin proposes; nothing of it happens by itself. */
export function listSuggestions(db: ReadDb, limit: number, now: UnixMs): Suggestions {
  const world = readWorld(db);
  const dismissed = dismissedSuggestions(db);
  return {
    people: peopleToSuggest(db, world, dismissed, limit),
    replies: repliesToSuggest(db, world, dismissed, { limit }),
    deals: newDeals(db, now, Math.min(limit, MAX_DEALS)).flatMap((dealId) => threadsForDeal(db, dealId, now) ?? []),
  };
}

export function suggestionsOfThread(db: ReadDb, threadId: ThreadId): ThreadSuggestions {
  const world = readWorld(db);
  const dismissed = dismissedSuggestions(db);
  const unknown = peopleOf(db, threadId).filter(
    ({ address }) => isUnknownPerson(address, world) && !dismissed.has(personSuggestion(address)),
  );
  const [reply = null] = repliesToSuggest(db, world, dismissed, { threadId, limit: 1 });
  return {
    people: unknown.slice(0, MAX_PEOPLE).map(({ address, display_name: displayName }) => {
      const { name, company, companyName } = proposeCard({ address, displayName }, world);
      return { key: personSuggestion(address), address, name, company, companyName };
    }),
    reply,
    joined: [...mailsInSuggestions(db, joinedIn(db, threadId)).values()],
  };
}

/** Who wrote in a thread that no filter held, or was written to by the user, each once. */
function peopleOf(
  db: ReadDb,
  threadId: ThreadId,
): readonly { readonly address: CanonicalAddress; readonly display_name: string }[] {
  return all(
    db,
    sql`
    SELECT address, display_name, max(sent_at)
      FROM mail JOIN participant USING (mail_id)
     WHERE thread_id = ${threadId} AND held_by IS NULL AND address IS NOT NULL
       AND (role = 'from' OR (role = 'to' AND direction = 'outbound'))
     GROUP BY address
     ORDER BY max(role = 'from') DESC, max(sent_at) DESC, address`,
  );
}

function joinedIn(db: ReadDb, threadId: ThreadId): readonly MailId[] {
  return all<{ mail_id: MailId }>(
    db,
    sql`
    SELECT mail_id
      FROM mail JOIN thread_join USING (message_key)
     WHERE thread_id = ${threadId} AND parted_at IS NULL
     ORDER BY sent_at, mail_id`,
  ).map((row) => row.mail_id);
}
