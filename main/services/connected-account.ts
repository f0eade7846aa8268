import type { Account } from '../../app/domain/account.ts';
import type { AccountId } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';
import { accountStanding } from '../db/account-life.ts';
import { findAccount } from '../db/accounts.ts';
import type { ReadDb } from '../db/sql.ts';

/** An account that may be read. Throws input.unknown-account, input.account-disconnected. */
export function connectedAccount(db: ReadDb, accountId: AccountId): Account {
  const account = knownAccount(db, accountId);
  if (accountStanding(db, accountId) !== 'connected') {
    throw new MailpinError('input.account-disconnected', { address: account.address });
  }
  return account;
}

/** Throws input.unknown-account; an account whose data is being deleted is none any more. */
export function knownAccount(db: ReadDb, accountId: AccountId): Account {
  const account = findAccount(db, accountId);
  if (account === null || accountStanding(db, accountId) === 'deleting') {
    throw new MailpinError('input.unknown-account', { account: accountId });
  }
  return account;
}
