import { toMailpinError } from '../../app/errors.ts';
import type { Logger, MailSession } from '../../app/ports.ts';

/** Ends a connection. How it ends is no answer to what was asked over it: a broken one does not close politely. */
export async function closeSession(session: MailSession, logger: Logger): Promise<void> {
  try {
    await session.close();
  } catch (error) {
    logger.info('session.not-closed', { code: toMailpinError(error).code });
  }
}
