import type { Account } from '../../app/domain/account.ts';
import type { MailSession } from '../../app/ports.ts';
import { closeSession } from './close-session.ts';
import { connectAccount } from './connect-account.ts';
import type { MailDeps } from './deps.ts';

/**
 * Does something over a connection to an account: the one its watch keeps open, else one of its own that is closed afterwards.
 * Throws what connecting and the work throw.
 */
export async function withSession<Value>(
  deps: MailDeps,
  account: Account,
  signal: AbortSignal,
  work: (session: MailSession) => Promise<Value>,
): Promise<Value> {
  const borrowed = deps.lines.borrow(account.id, work);
  if (borrowed !== null) return await borrowed;
  const session = await connectAccount(deps, account, signal);
  try {
    return await work(session);
  } finally {
    await closeSession(session, deps.logger);
  }
}
