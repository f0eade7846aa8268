import type { ReadDb } from '../db/sql.ts';

/** Runs several reads on one state of the store: another program's commit between them is not seen. */
export function snapshot<Value>(db: ReadDb, read: () => Value): Value {
  return db.transaction(read).deferred();
}
