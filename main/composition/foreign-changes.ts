import { toMailpinError } from '../../app/errors.ts';
import type { Logger } from '../../app/ports.ts';
import { one, sql, type ReadDb } from '../db/sql.ts';

/** How often a running engine looks whether another program wrote to its profile, in ms. */
const LOOK_MS = 500;

/**
 * Calls back when another program has written to the database.
 * Source: https://sqlite.org/pragma.html#pragma_data_version, which moves with commits of other connections only.
 *
 * @returns the function that ends it
 */
export function onForeignChanges(db: ReadDb, logger: Logger, tell: () => void): () => void {
  const version = (): number => one<{ data_version: number }>(db, sql`PRAGMA data_version`).data_version;
  let known = version();
  const look = (): void => {
    try {
      const now = version();
      if (now === known) return;
      known = now;
      tell();
    } catch (error) {
      // The next call meets the same trouble and tells the user; a timer must not end the engine.
      logger.error('store.not-looked', { code: toMailpinError(error).code });
    }
  };
  const timer = setInterval(look, LOOK_MS).unref();
  return () => clearInterval(timer);
}
