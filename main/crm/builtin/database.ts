import Database from 'better-sqlite3';
import { Kysely, SqliteDialect, type Transaction } from 'kysely';
import { DEFAULT_MIGRATION_TABLE, Migrator } from 'kysely/migration';
import { MailpinError } from '../../../app/errors.ts';
import { toCrmError } from './crm-error.ts';
import { builtinMigrations } from './migrations.ts';
import { patiently } from './patiently.ts';
import type { BuiltinTables } from './tables.ts';

export type BuiltinDb = Kysely<BuiltinTables>;
export type BuiltinTransaction = Transaction<BuiltinTables>;

/** Opens the database of the built-in CRM and brings it to the newest version. Throws store.*. */
export async function openBuiltinDatabase(path: string): Promise<BuiltinDb> {
  let db: BuiltinDb | undefined;
  try {
    // No waiting inside SQLite: see `patiently`.
    const sqlite = new Database(path, { timeout: 0 });
    const kysely = new Kysely<BuiltinTables>({ dialect: new SqliteDialect({ database: sqlite }) });
    db = kysely;
    await patiently(async () => {
      sqlite.pragma('journal_mode = WAL');
      // As in the mirror: what was committed outlives this program, though the last moments may be lost when the machine dies.
      sqlite.pragma('synchronous = NORMAL');
      sqlite.pragma('foreign_keys = ON');
      await migrate(sqlite, kysely);
    });
    return db;
  } catch (error) {
    await db?.destroy();
    throw toCrmError(error, path);
  }
}

/** Holds the write lock meanwhile, so that two programs that start at once do not both make the tables. */
async function migrate(sqlite: Database.Database, db: BuiltinDb): Promise<void> {
  const migrator = new Migrator({ db, provider: builtinMigrations });
  sqlite.exec('BEGIN IMMEDIATE');
  try {
    await refuseNewer(db);
    const { error } = await migrator.migrateToLatest({ disableTransactions: true });
    if (error !== undefined) throw new Error('migration failed', { cause: error });
    sqlite.exec('COMMIT');
  } catch (error) {
    sqlite.exec('ROLLBACK');
    throw error;
  }
}

async function refuseNewer(db: BuiltinDb): Promise<void> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === DEFAULT_MIGRATION_TABLE)) return;
  const executed = await db.selectFrom('kysely_migration').select('name').orderBy('name').execute();
  const found = versionOf(executed.at(-1)?.name);
  const known = versionOf(
    Object.keys(await builtinMigrations.getMigrations())
      .sort()
      .at(-1),
  );
  if (found > known) throw new MailpinError('store.newer', { found, known });
}

/** `0010_cards_and_activities` is 10. */
function versionOf(name: string | undefined): number {
  return Number.parseInt(name ?? '0', 10);
}

/** Takes the number of the next change. */
export type NextChange = () => Promise<number>;

/**
 * Runs a change in a transaction that begins by locking the counter of changes. So all changes follow one another, on SQLite as on
 * PostgreSQL, and no reader of `changes` can miss a number that is committed late.
 */
export function changing<Value>(
  db: BuiltinDb,
  change: (trx: BuiltinTransaction, next: NextChange) => Promise<Value>,
): Promise<Value> {
  return db.transaction().execute(async (trx) => {
    await take(trx, 0);
    return change(trx, () => take(trx, 1));
  });
}

async function take(trx: BuiltinTransaction, count: number): Promise<number> {
  const { value } = await trx
    .updateTable('change_counter')
    .set((row) => ({ value: row('value', '+', count) }))
    .where('id', '=', 1)
    .returning('value')
    .executeTakeFirstOrThrow();
  return value;
}
