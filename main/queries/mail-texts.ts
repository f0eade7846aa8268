import type { MailId } from '../../app/domain/ids.ts';
import { unpackText } from '../db/pack-mail.ts';
import { all, sql, type ReadDb } from '../db/sql.ts';
import { idList } from './compose-sql.ts';

interface TextRow {
  readonly mail_id: MailId;
  readonly text_deflated: Uint8Array;
}

/** The plain texts of several mails. */
export function textsOfMails(db: ReadDb, mailIds: readonly MailId[]): ReadonlyMap<MailId, string> {
  const rows = all<TextRow>(
    db,
    sql`
    SELECT mail_id, text_deflated
      FROM mail_body
     WHERE mail_id IN (SELECT value FROM json_each(${idList(mailIds)}))`,
  );
  return new Map(rows.map((row) => [row.mail_id, unpackText(row.text_deflated)]));
}
