import type { SpaceFacts } from '../../app/contract/space-views.ts';
import type { AccountId } from '../../app/domain/ids.ts';
import { all, one, sql, type ReadDb } from '../db/sql.ts';

interface PartRow {
  readonly name: string;
  readonly bytes: number;
}
interface AccountRow {
  readonly account_id: AccountId;
  readonly address: string;
  readonly mail_count: number;
  readonly server_bytes: number;
  readonly body_bytes: number;
}

const MAIL_TABLES = /^(?:mail|participant|attachment|placement|thread|known_address|delivery)/;
const BODY_TABLE = 'mail_body';
/** The tables behind an FTS5 index carry its name. */
const INDEX_TABLES = /fts/;

/** Reads every page's place in the file, so it takes a while on a large one. Source: https://sqlite.org/dbstat.html */
export function spaceFacts(db: ReadDb): SpaceFacts {
  const parts = all<PartRow>(
    db,
    sql`
    SELECT coalesce(sqlite_schema.tbl_name, dbstat.name) AS name, sum(pgsize) AS bytes
      FROM dbstat LEFT JOIN sqlite_schema ON sqlite_schema.name = dbstat.name
     WHERE aggregate = TRUE
     GROUP BY 1`,
  );
  const { total, free } = one<{ total: number; free: number }>(
    db,
    sql`
    SELECT page_count * page_size AS total, freelist_count * page_size AS free
      FROM pragma_page_count, pragma_page_size, pragma_freelist_count`,
  );
  const sum = (isMeant: (name: string) => boolean): number =>
    parts.reduce((bytes, part) => bytes + (isMeant(part.name) ? part.bytes : 0), 0);
  const isIndex = (name: string): boolean => INDEX_TABLES.test(name);
  const isMail = (name: string): boolean => MAIL_TABLES.test(name) && name !== BODY_TABLE && !isIndex(name);
  const known = { mailBytes: sum(isMail), bodyBytes: sum((name) => name === BODY_TABLE), indexBytes: sum(isIndex) };
  return {
    databaseBytes: total,
    freeBytes: free,
    ...known,
    otherBytes: Math.max(0, total - free - known.mailBytes - known.bodyBytes - known.indexBytes),
    accounts: accountRows(db).map((row) => ({
      accountId: row.account_id,
      address: row.address,
      mailCount: row.mail_count,
      serverBytes: row.server_bytes,
      bodyBytes: row.body_bytes,
    })),
  };
}

function accountRows(db: ReadDb): readonly AccountRow[] {
  return all<AccountRow>(
    db,
    sql`
    SELECT account.account_id, account.address, count(mail.mail_id) AS mail_count,
           coalesce(sum(mail.size_bytes), 0) AS server_bytes,
           coalesce(sum(length(text_deflated) + coalesce(length(html_deflated), 0)), 0) AS body_bytes
      FROM account
           LEFT JOIN (SELECT DISTINCT account_id, mail_id FROM mailbox JOIN placement USING (mailbox_id)) AS held
             USING (account_id)
           LEFT JOIN mail USING (mail_id)
           LEFT JOIN mail_body USING (mail_id)
     GROUP BY account.account_id
     ORDER BY account.created_at, account.account_id`,
  );
}
