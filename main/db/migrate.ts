import type Database from 'better-sqlite3';
import { MailpinError } from '../../app/errors.ts';

/** One numbered step. `version` is the number in the file name and what `PRAGMA user_version` says afterwards. */
export interface Migration {
  readonly version: number;
  readonly sql: string;
}

/**
 * Brings a database to the newest version, each step in a transaction of its own.
 * Throws `store.newer` when the file was written by a newer program; nothing is changed then.
 */
export function migrate(db: Database.Database, migrations: readonly Migration[]): void {
  const newest = migrations.at(-1)?.version ?? 0;
  const found = versionOf(db);
  if (found > newest) throw new MailpinError('store.newer', { found, known: newest });
  for (const { version, sql } of migrations) {
    if (version <= found) continue;
    const step = db.transaction(() => {
      // Another program may have been faster: look again now that the write lock is ours.
      if (versionOf(db) >= version) return;
      db.exec(sql);
      db.pragma(`user_version = ${String(version)}`);
    });
    step.immediate();
  }
}

function versionOf(db: Database.Database): number {
  return Number(db.pragma('user_version', { simple: true }));
}
