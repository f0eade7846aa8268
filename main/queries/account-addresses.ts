import type { AccountAddress } from '../../app/contract/account-views.ts';
import type { AccountId, CanonicalAddress } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';
import { findAccount } from '../db/accounts.ts';
import { ownAddresses } from '../db/own-addresses.ts';
import { one, sql, type ReadDb } from '../db/sql.ts';

/** The user's addresses that this account has to do with, its own first. Throws input.unknown-account. */
export function accountAddresses(db: ReadDb, accountId: AccountId): readonly AccountAddress[] {
  const own = findAccount(db, accountId)?.address;
  if (own === undefined) throw new MailpinError('input.unknown-account', { account: accountId });
  return ownAddresses(db)
    .filter(({ relation }) => relation === 'me')
    .map(({ address, origin }) => ({ address, source: origin, sentCount: sentFrom(db, accountId, address) }))
    .filter(({ address, sentCount }) => address === own || sentCount > 0 || isWrittenTo(db, accountId, address))
    .toSorted(
      (left, right) => Number(right.address === own) - Number(left.address === own) || right.sentCount - left.sentCount,
    );
}

function sentFrom(db: ReadDb, accountId: AccountId, address: CanonicalAddress): number {
  return one<{ count: number }>(
    db,
    sql`
    SELECT count(*) AS count
      FROM participant
     WHERE address = ${address} AND role = 'from'
       AND EXISTS (
         SELECT 1 FROM placement JOIN mailbox USING (mailbox_id)
          WHERE placement.mail_id = participant.mail_id AND mailbox.account_id = ${accountId})`,
  ).count;
}

/** Whether mail of this account was addressed or delivered to it: an alias that nothing was sent from yet. */
function isWrittenTo(db: ReadDb, accountId: AccountId, address: CanonicalAddress): boolean {
  return (
    one<{ is_so: 0 | 1 }>(
      db,
      sql`
      SELECT EXISTS (
        SELECT 1
          FROM delivery JOIN placement USING (mail_id) JOIN mailbox USING (mailbox_id)
         WHERE delivery.address = ${address} AND mailbox.account_id = ${accountId})
        OR EXISTS (
          SELECT 1
            FROM participant JOIN placement USING (mail_id) JOIN mailbox USING (mailbox_id)
           WHERE participant.address = ${address} AND participant.role <> 'from' AND mailbox.account_id = ${accountId}) AS is_so`,
    ).is_so === 1
  );
}
