import type { Account } from '../../app/domain/account.ts';
import { mailboxesOf, readCursor } from '../db/mailboxes.ts';
import type { Deps } from './deps.ts';

/** Whether mailboxes of the account are not read down to their oldest mail yet. */
export function owesBackfill({ store }: Deps, account: Account): boolean {
  return mailboxesOf(store.db, account.id).some(({ id, isMirrored }) => {
    const cursor = readCursor(store.db, id);
    return isMirrored && cursor !== null && cursor.lowestUid !== null;
  });
}
