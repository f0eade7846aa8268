import { setImmediate } from 'node:timers/promises';
import type { AccountSpace, MailSpace, MailboxSpace, SpaceFacts } from '../../app/contract/space-views.ts';
import type { AccountId, MailboxId, MailId } from '../../app/domain/ids.ts';
import type { MailboxRole } from '../../app/domain/mail.ts';
import { shortenedCount } from '../db/shortened-texts.ts';
import { all, one, sql, type ReadDb } from '../db/sql.ts';
import { readKeeping } from '../db/text-keeping.ts';

const MAIL_TABLES = /^(?:mail|participant|attachment|placement|thread|known_address|delivery)/;
const BODY_TABLE = 'mail_body';
/** The tables behind an FTS5 index carry its name. */
const INDEX_TABLES = /fts/;
/** Mails weighed before others get a turn. */
const WEIGHED_MAILS = 2_000;

/** Weighs the file table by table and its mails slice by slice, so that others are answered in between. Source: https://sqlite.org/dbstat.html */
export async function spaceFacts(db: ReadDb): Promise<SpaceFacts> {
  const bytes = { mail: 0, body: 0, index: 0 };
  for (const { name, table } of trees(db)) {
    const kind = kindOf(table);
    if (kind !== null) bytes[kind] += treeBytes(db, name);
    await setImmediate();
  }
  const accounts = await accountSpaces(db);
  const { total, free } = one<{ total: number; free: number }>(
    db,
    sql`
    SELECT page_count * page_size AS total, freelist_count * page_size AS free
      FROM pragma_page_count, pragma_page_size, pragma_freelist_count`,
  );
  return {
    databaseBytes: total,
    freeBytes: free,
    mailBytes: bytes.mail,
    bodyBytes: bytes.body,
    indexBytes: bytes.index,
    otherBytes: Math.max(0, total - free - bytes.mail - bytes.body - bytes.index),
    keeping: readKeeping(db),
    shortenedCount: shortenedCount(db),
    accounts,
  };
}

/** Tables and indexes, each with the table it belongs to. */
function trees(db: ReadDb): readonly { readonly name: string; readonly table: string }[] {
  return all<{ name: string; tbl_name: string }>(
    db,
    sql`SELECT name, tbl_name FROM sqlite_schema WHERE rootpage > 0`,
  ).map((row) => ({ name: row.name, table: row.tbl_name }));
}

function kindOf(table: string): 'mail' | 'body' | 'index' | null {
  if (INDEX_TABLES.test(table)) return 'index';
  if (table === BODY_TABLE) return 'body';
  return MAIL_TABLES.test(table) ? 'mail' : null;
}

function treeBytes(db: ReadDb, name: string): number {
  return one<{ bytes: number }>(
    db,
    sql`SELECT coalesce(sum(pgsize), 0) AS bytes FROM dbstat WHERE name = ${name} AND aggregate = TRUE`,
  ).bytes;
}

interface MailboxRow {
  readonly mailbox_id: MailboxId;
  readonly account_id: AccountId;
  readonly path: string;
  readonly role: MailboxRole | null;
}
interface WeightRow {
  readonly mail_id: MailId;
  readonly mailbox_id: MailboxId;
  readonly account_id: AccountId;
  readonly server_bytes: number;
  readonly body_bytes: number;
  readonly is_shortened: 0 | 1;
}
interface Sum {
  mailCount: number;
  serverBytes: number;
  bodyBytes: number;
  shortenedCount: number;
}

async function accountSpaces(db: ReadDb): Promise<readonly AccountSpace[]> {
  const byMailbox = new Map<MailboxId, Sum>();
  const byAccount = new Map<AccountId, Sum>();
  for (let after = 0, last = lastOfSlice(db, after); last !== null; after = last, last = lastOfSlice(db, after)) {
    const seen = new Set<string>();
    for (const row of weights(db, after, last)) {
      add(byMailbox, row.mailbox_id, row);
      const once = `${row.account_id} ${String(row.mail_id)}`;
      if (!seen.has(once)) add(byAccount, row.account_id, row);
      seen.add(once);
    }
    await setImmediate();
  }
  const mailboxes = all<MailboxRow>(
    db,
    sql`SELECT mailbox_id, account_id, path, role FROM mailbox ORDER BY mailbox_id`,
  );
  return all<{ account_id: AccountId; address: string }>(
    db,
    sql`SELECT account_id, address FROM account ORDER BY created_at, account_id`,
  ).map(({ account_id: accountId, address }) => ({
    accountId,
    address,
    ...spaceOf(byAccount.get(accountId)),
    mailboxes: mailboxes
      .filter((row) => row.account_id === accountId)
      .map((row): MailboxSpace => {
        const { mailbox_id: mailboxId, path, role } = row;
        return { mailboxId, path, role, ...spaceOf(byMailbox.get(mailboxId)) };
      })
      .filter(({ mailCount }) => mailCount > 0),
  }));
}

function spaceOf(sum: Sum | undefined): MailSpace {
  return { mailCount: 0, serverBytes: 0, bodyBytes: 0, shortenedCount: 0, ...sum };
}

function add<Id>(sums: Map<Id, Sum>, id: Id, row: WeightRow): void {
  const sum = sums.get(id) ?? { mailCount: 0, serverBytes: 0, bodyBytes: 0, shortenedCount: 0 };
  sum.mailCount += 1;
  sum.serverBytes += row.server_bytes;
  sum.bodyBytes += row.body_bytes;
  sum.shortenedCount += row.is_shortened;
  sums.set(id, sum);
}

/** The last mail of the slice after a row; null when there is none. */
function lastOfSlice(db: ReadDb, after: number): MailId | null {
  return one<{ last: MailId | null }>(
    db,
    sql`
    SELECT max(mail_id) AS last
      FROM (SELECT mail_id FROM mail WHERE mail_id > ${after} ORDER BY mail_id LIMIT ${WEIGHED_MAILS})`,
  ).last;
}

function weights(db: ReadDb, after: number, last: MailId): readonly WeightRow[] {
  return all<WeightRow>(
    db,
    sql`
    SELECT DISTINCT mail.mail_id, mailbox.mailbox_id, mailbox.account_id, mail.size_bytes AS server_bytes,
           coalesce(length(text_deflated), 0) + coalesce(length(html_deflated), 0) AS body_bytes,
           shortened_text.mail_id IS NOT NULL AS is_shortened
      FROM mail JOIN placement USING (mail_id) JOIN mailbox USING (mailbox_id)
           LEFT JOIN mail_body USING (mail_id) LEFT JOIN shortened_text USING (mail_id)
     WHERE mail.mail_id > ${after} AND mail.mail_id <= ${last}`,
  );
}
