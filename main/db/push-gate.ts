/** What a push waits for before its time: a look at the mail, the user's yes to a personal mail, the user's go for a whole CRM. */
import type { AccountId, CardId, CrmId, MailId, MessageKey, OutboxId } from '../../app/domain/ids.ts';
import type { Gate } from '../../app/domain/outbox.ts';
import type { PersonalSign } from '../../app/domain/personal.ts';
import { all, run, sql, type ReadDb, type WriteDb } from './sql.ts';

/** A mail that nobody has looked at since it was owed to the CRM. */
export interface UnscreenedEntry {
  readonly outboxId: OutboxId;
  readonly messageKey: MessageKey;
  readonly mailId: MailId | null;
  readonly cardId: CardId;
}

/** Entries of mail whose text is still to be fetched again are left out: the first words of a mail do not tell whether it is personal. */
export function unscreenedEntries(db: ReadDb, crmId: CrmId, limit: number): readonly UnscreenedEntry[] {
  return all<{ outbox_id: OutboxId; message_key: MessageKey; mail_id: MailId | null; card_id: CardId }>(
    db,
    sql`
    SELECT outbox_id, message_key, mail_id, card_id
      FROM outbox LEFT JOIN mail USING (message_key)
     WHERE crm_id = ${crmId} AND gate = 'unscreened' AND state IN ('pending', 'sending', 'waiting')
       AND NOT (intent = 'attach' AND EXISTS (
         SELECT 1 FROM shortened_text WHERE shortened_text.mail_id = mail.mail_id AND is_lost = 0))
     ORDER BY outbox_id
     LIMIT ${limit}`,
  ).map((row) => ({
    outboxId: row.outbox_id,
    messageKey: row.message_key,
    mailId: row.mail_id,
    cardId: row.card_id,
  }));
}

export function setGate(db: WriteDb, outboxId: OutboxId, gate: Gate): void {
  run(db, sql`UPDATE outbox SET gate = ${gate} WHERE outbox_id = ${outboxId}`);
}

/** Holds a mail back with what gave it away, or, with null, lets it go. */
export function setHold(db: WriteDb, messageKey: MessageKey, sign: PersonalSign | null): void {
  if (sign === null) {
    run(db, sql`DELETE FROM push_hold WHERE message_key = ${messageKey}`);
    return;
  }
  run(
    db,
    sql`
    INSERT INTO push_hold (message_key, sign) VALUES (${messageKey}, ${JSON.stringify(sign)})
    ON CONFLICT (message_key) DO UPDATE SET sign = excluded.sign`,
  );
}

/** Debts of these mails that are not paid are looked at again. @returns whether there are any */
export function unscreenMails(db: WriteDb, keys: readonly MessageKey[]): boolean {
  const list = JSON.stringify(keys);
  run(db, sql`DELETE FROM push_hold WHERE message_key IN (SELECT value FROM json_each(${list}))`);
  const { changes } = run(
    db,
    sql`
    UPDATE outbox SET gate = 'unscreened'
     WHERE message_key IN (SELECT value FROM json_each(${list}))
       AND intent = 'attach' AND state IN ('pending', 'waiting') AND gate <> 'unscreened'`,
  );
  return changes > 0;
}

/** Debts to a CRM that wait for the user's go are looked at again. */
export function unscreenRehearsed(db: WriteDb, crmId: CrmId): void {
  run(
    db,
    sql`
    UPDATE outbox SET gate = 'unscreened'
     WHERE crm_id = ${crmId} AND gate = 'rehearsal' AND state IN ('pending', 'sending', 'waiting')`,
  );
}

/** Everything that is owed and was not yet tried is looked at again: words or addresses changed, or the rehearsal was switched on. */
export function unscreenAll(db: WriteDb): void {
  run(db, sql`DELETE FROM push_hold`);
  run(
    db,
    sql`
    UPDATE outbox SET gate = 'unscreened'
     WHERE intent = 'attach' AND state IN ('pending', 'waiting') AND gate <> 'unscreened'`,
  );
}

/** Accounts in whose mailboxes a mail is. */
export function accountsOfMail(db: ReadDb, mailId: MailId): readonly AccountId[] {
  return all<{ account_id: AccountId }>(
    db,
    sql`SELECT DISTINCT account_id FROM placement JOIN mailbox USING (mailbox_id) WHERE mail_id = ${mailId}`,
  ).map((row) => row.account_id);
}
