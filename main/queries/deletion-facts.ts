import type { DeletionFacts } from '../../app/contract/account-views.ts';
import type { AccountId } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';
import { get, one, sql, type ReadDb } from '../db/sql.ts';

type Counts = Readonly<
  Record<
    | 'mail_count'
    | 'on_card_count'
    | 'unsent_count'
    | 'shared_count'
    | 'mailbox_count'
    | 'attachment_count'
    | 'text_bytes'
    | 'decision_count'
    | 'ledger_count',
    number
  >
>;

/** What deleting the data of an account would take away and leave. Throws input.unknown-account. */
export function deletionFacts(db: ReadDb, accountId: AccountId): DeletionFacts {
  const account = get<{ address: string }>(db, sql`SELECT address FROM account WHERE account_id = ${accountId}`);
  if (account === undefined) throw new MailpinError('input.unknown-account', { account: accountId });
  const counts = one<Counts>(
    db,
    sql`
    WITH here AS MATERIALIZED (
      SELECT DISTINCT placement.mail_id
        FROM mailbox JOIN placement USING (mailbox_id)
       WHERE mailbox.account_id = ${accountId}
    ), shared AS MATERIALIZED (
      SELECT mail_id
        FROM here
       WHERE EXISTS (
         SELECT 1
           FROM placement JOIN mailbox USING (mailbox_id)
          WHERE placement.mail_id = here.mail_id AND mailbox.account_id <> ${accountId})
    ), going AS MATERIALIZED (
      SELECT mail_id, message_key
        FROM mail
       WHERE (mail_id IN (SELECT mail_id FROM here) AND mail_id NOT IN (SELECT mail_id FROM shared))
          OR mail_id IN (SELECT mail_id FROM vanished_mail WHERE account_id = ${accountId})
    )
    SELECT (SELECT count(*) FROM going) AS mail_count,
           (SELECT count(DISTINCT mail_id) FROM link WHERE mail_id IN (SELECT mail_id FROM going)) AS on_card_count,
           (SELECT count(DISTINCT message_key)
              FROM outbox
             WHERE message_key IN (SELECT message_key FROM going) AND intent = 'attach'
               AND state IN ('pending', 'waiting', 'dead') AND activity_id IS NULL) AS unsent_count,
           (SELECT count(*) FROM shared) AS shared_count,
           (SELECT count(*) FROM mailbox WHERE account_id = ${accountId} AND is_mirrored = 1) AS mailbox_count,
           (SELECT count(*) FROM attachment WHERE mail_id IN (SELECT mail_id FROM going)) AS attachment_count,
           (SELECT coalesce(sum(length(text_deflated) + coalesce(length(html_deflated), 0)), 0)
              FROM mail_body
             WHERE mail_id IN (SELECT mail_id FROM going)) AS text_bytes,
           (SELECT count(*) FROM decision WHERE message_key IN (SELECT message_key FROM going)) AS decision_count,
           (SELECT count(*) FROM ledger WHERE message_key IN (SELECT message_key FROM going)) AS ledger_count`,
  );
  return {
    accountId,
    address: account.address,
    mailCount: counts.mail_count,
    onCardCount: counts.on_card_count,
    unsentCount: counts.unsent_count,
    sharedCount: counts.shared_count,
    mailboxCount: counts.mailbox_count,
    attachmentCount: counts.attachment_count,
    textBytes: counts.text_bytes,
    decisionCount: counts.decision_count,
    ledgerCount: counts.ledger_count,
  };
}
