import type { ReplySuggestion, SuggestionKey } from '../../app/contract/suggestion-views.ts';
import type { CanonicalAddress, MailId, MessageKey, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import { baseSubject } from '../../app/domain/subject.ts';
import { relationOf } from '../../app/rules/identity.ts';
import { looksLikeReplyTo, type SubjectedMail } from '../../app/rules/suggest-replies.ts';
import type { World } from '../../app/rules/verdict.ts';
import { groupBy } from '../db/group-by.ts';
import { all, sql, type ReadDb } from '../db/sql.ts';
import { idList } from './compose-sql.ts';
import { mailsInSuggestions } from './suggestion-mails.ts';

/** Threads that are looked through for answers without references. */
const RECENT_THREADS = 4_000;

interface MailRow {
  readonly mail_id: MailId;
  readonly message_key: MessageKey;
  readonly thread_id: ThreadId;
  readonly parent_id: MailId | null;
  readonly subject: string;
  readonly sent_at: UnixMs;
  readonly is_held: 0 | 1;
}
interface KeyedMail extends SubjectedMail {
  readonly key: MessageKey;
}

/** Mails that look like answers to others, newest first; only those of one thread where it is named. */
export function repliesToSuggest(
  db: ReadDb,
  world: World,
  dismissed: ReadonlySet<string>,
  { threadId, limit }: { readonly threadId?: ThreadId; readonly limit: number },
): readonly ReplySuggestion[] {
  const alike = mailsAlike(db, threadId);
  const people = outsidersOf(
    db,
    alike.map((row) => row.mail_id),
    world,
  );
  const groups = groupBy(
    alike.map((row) => toMail(row, people.get(row.mail_id) ?? [])),
    (mail) => baseSubject(mail.subject).toLowerCase(),
  );
  const pairs = [...groups.values()].flatMap((mails) =>
    mails
      .filter((mail) => threadId === undefined || mail.threadId === threadId)
      .flatMap((mail) => {
        const answers = looksLikeReplyTo(mail, mails);
        return answers === null || dismissed.has(replySuggestion(mail, answers)) ? [] : [{ mail, answers }];
      }),
  );
  const shown = pairs.toSorted((one, other) => other.mail.sentAt - one.mail.sentAt).slice(0, limit);
  const named = mailsInSuggestions(
    db,
    shown.flatMap(({ mail, answers }) => [mail.id, answers.id]),
  );
  return shown.flatMap(({ mail, answers }) => {
    const [later, earlier] = [named.get(mail.id), named.get(answers.id)];
    if (later === undefined || earlier === undefined) return [];
    const shared = mail.outsiders.filter((address) => answers.outsiders.includes(address));
    return { key: replySuggestion(mail, answers), mail: later, answers: earlier, people: shared };
  });
}

/** Mails whose subject stands in more than one of the threads: few subjects do, and of the others no mail is read. */
function mailsAlike(db: ReadDb, threadId: ThreadId | undefined): readonly MailRow[] {
  const baseOf = subjectsCompared();
  const bySubject = groupBy(recentSubjects(db, threadId), ({ subject }) => baseOf(subject));
  const shared = new Set<string>();
  const threadIds = new Set<ThreadId>();
  for (const [subject, rows] of bySubject) {
    if (subject === '' || rows.every((row) => row.thread_id === rows[0]?.thread_id)) continue;
    shared.add(subject);
    for (const row of rows) threadIds.add(row.thread_id);
  }
  return mailsOf(db, [...threadIds]).filter(({ subject }) => shared.has(baseOf(subject)));
}

/** The form in which subjects are compared; the mails of a thread mostly have one or two subjects among them. */
function subjectsCompared(): (subject: string) => string {
  const known = new Map<string, string>();
  return (subject) => {
    const base = known.get(subject) ?? baseSubject(subject).toLowerCase();
    known.set(subject, base);
    return base;
  };
}

function replySuggestion(mail: KeyedMail, answers: KeyedMail): SuggestionKey {
  return `reply:${mail.key}:${answers.key}` as SuggestionKey;
}

function toMail(row: MailRow, outsiders: readonly CanonicalAddress[]): KeyedMail {
  return {
    id: row.mail_id,
    key: row.message_key,
    threadId: row.thread_id,
    parentId: row.parent_id,
    subject: row.subject,
    sentAt: row.sent_at,
    outsiders,
    isHeld: row.is_held === 1,
  };
}

/** Of the newest threads; for one thread of those around its own time. Each subject of a thread once. */
function recentSubjects(
  db: ReadDb,
  threadId: ThreadId | undefined,
): readonly { readonly thread_id: ThreadId; readonly subject: string }[] {
  return all(
    db,
    sql`
    WITH recent AS (
      SELECT thread_id
        FROM thread
       WHERE last_at <= coalesce((SELECT last_at FROM thread WHERE thread_id = ${threadId ?? null}), last_at)
       ORDER BY last_at DESC
       LIMIT ${RECENT_THREADS})
    SELECT DISTINCT thread_id, subject
      FROM recent CROSS JOIN mail USING (thread_id)`,
  );
}

function mailsOf(db: ReadDb, threadIds: readonly ThreadId[]): readonly MailRow[] {
  return all<MailRow>(
    db,
    sql`
    SELECT mail_id, message_key, thread_id, parent_id, subject, sent_at, held_by IS NOT NULL AS is_held
      FROM mail
     WHERE thread_id IN (SELECT value FROM json_each(${idList(threadIds)}))`,
  );
}

function outsidersOf(
  db: ReadDb,
  mailIds: readonly MailId[],
  { identity }: World,
): ReadonlyMap<MailId, readonly CanonicalAddress[]> {
  const rows = all<{ mail_id: MailId; address: CanonicalAddress }>(
    db,
    sql`
    SELECT DISTINCT mail_id, address
      FROM participant
     WHERE mail_id IN (SELECT value FROM json_each(${idList(mailIds)})) AND address IS NOT NULL`,
  );
  const outside = rows.filter(({ address }) => relationOf(address, identity) === 'outsider');
  return new Map([...groupBy(outside, (row) => row.mail_id)].map(([id, of]) => [id, of.map(({ address }) => address)]));
}
