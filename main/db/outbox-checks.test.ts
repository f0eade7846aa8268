import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './open.ts';

const CHECKED_ONE_BY_ONE = 340;

function beforeIt(): Database.Database {
  const db = new Database(':memory:');
  migrate(
    db,
    MIGRATIONS.filter(({ version }) => version < CHECKED_ONE_BY_ONE),
  );
  return db;
}

/** A debt of each state, with everything that can be said of one. */
const DEBTS = `
  INSERT INTO outbox (outbox_id, message_key, card_id, crm_id, intent, revision, state, lease_owner, lease_until_at, until_at, attempt,
                      because, activity_id, is_unsure, created_at, extent, must_replace, gate, because_details)
  VALUES (1, 'a', 'deal:1', 'builtin', 'attach', 1, 'pending', NULL, NULL, NULL, 0, NULL, NULL, 0, 5, 'full', 0, 'unscreened', NULL),
         (3, 'a', 'deal:2', 'builtin', 'attach', 2, 'sending', 'engine', 70, NULL, 1, NULL, NULL, 1, 5, 'headers-only', 0, 'open', NULL),
         (4, 'b', 'deal:1', 'other', 'attach', 1, 'waiting', NULL, NULL, 80, 2, 'crm.unreachable', 'x7', 1, 6, 'full', 1, 'personal', NULL),
         (7, 'c', 'deal:1', 'other', 'detach', 3, 'done', NULL, NULL, NULL, 0, NULL, NULL, 0, 6, 'full', 0, 'open', NULL),
         (9, 'd', 'deal:1', 'other', 'attach', 1, 'dead', NULL, NULL, NULL, 0, 'crm.refused', NULL, 0, 7, 'full', 0, 'rehearsal', '{"said":"no"}');`;

const all = (db: Database.Database): readonly unknown[] =>
  db
    .prepare(
      `SELECT outbox_id, message_key, card_id, crm_id, intent, revision, state, lease_owner, lease_until_at, until_at, attempt, because,
              activity_id, is_unsure, created_at, extent, must_replace, gate, because_details
         FROM outbox
        ORDER BY outbox_id`,
    )
    .all();

const indexes = (db: Database.Database): readonly unknown[] =>
  db.prepare(`SELECT name, sql FROM sqlite_master WHERE tbl_name = 'outbox' AND type = 'index' ORDER BY name`).all();

test('what was owed before its checks were written anew is owed as it was, and is found along the same indexes', () => {
  const db = beforeIt();
  db.exec(DEBTS);
  const [before, indexesBefore] = [all(db), indexes(db)];
  migrate(db, MIGRATIONS);
  expect(all(db)).toEqual(before);
  expect(indexes(db)).toEqual(indexesBefore);
  db.close();
});

test.each([
  `UPDATE outbox SET state = 'sent'`,
  `UPDATE outbox SET state = 'done'`,
  `UPDATE outbox SET intent = 'move'`,
  `UPDATE outbox SET gate = 'ajar'`,
  `UPDATE outbox SET extent = 'none'`,
  `UPDATE outbox SET is_unsure = 2`,
  `UPDATE outbox SET must_replace = 2`,
  `UPDATE outbox SET because_details = 'no'`,
  `UPDATE outbox SET because = NULL WHERE state = 'waiting'`,
  `UPDATE outbox SET until_at = NULL WHERE state = 'waiting'`,
  `UPDATE outbox SET lease_until_at = NULL WHERE state = 'sending'`,
  `INSERT INTO outbox (message_key, card_id, crm_id, intent, revision, state, created_at)
   VALUES ('a', 'deal:1', 'builtin', 'attach', 1, 'pending', 5)`,
])('what was refused before is refused still: %s', (change) => {
  const before = beforeIt();
  before.exec(DEBTS);
  expect(() => before.exec(change)).toThrow(/constraint failed/u);
  migrate(before, MIGRATIONS);
  expect(() => before.exec(change)).toThrow(/constraint failed/u);
  before.close();
});
