import type { HeldMail } from '../../app/contract/decision-views.ts';
import type { Page } from '../../app/contract/page.ts';
import type { MailId } from '../../app/domain/ids.ts';
import type { PersonalSign } from '../../app/domain/personal.ts';
import { all, one, sql, type ReadDb } from '../db/sql.ts';
import { pushedMails } from './pushed-mails.ts';

/** Mail that waits for the user's yes because it looks personal, newest first. Mail that was to go but is on no card any more does not wait. */
export function heldMails(db: ReadDb, limit: number): Page<HeldMail> {
  const rows = all<{ mail_id: MailId; sign: string }>(
    db,
    sql`
    SELECT DISTINCT mail_id, sign, sent_at
      FROM push_hold JOIN mail USING (message_key) JOIN outbox USING (message_key)
     WHERE gate IN ('personal', 'rehearsal') AND outbox.state IN ('pending', 'waiting')
     ORDER BY sent_at DESC, mail_id DESC
     LIMIT ${limit}`,
  );
  const signs = new Map(rows.map((row) => [row.mail_id, JSON.parse(row.sign) as PersonalSign]));
  const mails = pushedMails(
    db,
    rows.map((row) => row.mail_id),
  );
  const items = mails.flatMap((mail) => {
    const sign = signs.get(mail.mailId);
    return sign === undefined ? [] : [{ ...mail, sign }];
  });
  return { items, next: null, total: countHeldMails(db) };
}

function countHeldMails(db: ReadDb): number {
  return one<{ total: number }>(
    db,
    sql`
    SELECT count(DISTINCT push_hold.message_key) AS total
      FROM push_hold JOIN outbox USING (message_key)
     WHERE gate IN ('personal', 'rehearsal') AND outbox.state IN ('pending', 'waiting')`,
  ).total;
}
