import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { MailpinError } from '../../app/errors.ts';
import { OWN_CHECKPOINT_PAGES } from './log-folding.ts';
import { migrate, type Migration } from './migrate.ts';
import { storeError } from './store-error.ts';
import mirror from './migrations/0010_mirror.sql?raw';
import backfill from './migrations/0030_backfill.sql?raw';
import accounts from './migrations/0040_accounts.sql?raw';
import rules from './migrations/0050_rules.sql?raw';
import purge from './migrations/0051_purge.sql?raw';
import decisions from './migrations/0060_decisions.sql?raw';
import mailDetail from './migrations/0090_mail_detail.sql?raw';
import ledgerBytes from './migrations/0100_ledger_bytes.sql?raw';
import crmAccount from './migrations/0110_crm_account.sql?raw';
import leanMail from './migrations/0120_lean_mail.sql?raw';
import suggestions from './migrations/0130_suggestions.sql?raw';
import search from './migrations/0140_search.sql?raw';
import ruleWord from './migrations/0150_rule_word.sql?raw';
import bodyFirst from './migrations/0160_body_first.sql?raw';
import namedOnce from './migrations/0170_named_once.sql?raw';
import leanOutbox from './migrations/0180_lean_outbox.sql?raw';
import gmail from './migrations/0190_gmail.sql?raw';
import shortenedTexts from './migrations/0200_shortened_texts.sql?raw';
import ruleActions from './migrations/0210_rule_actions.sql?raw';
import sensitivity from './migrations/0211_sensitivity.sql?raw';
import crmHold from './migrations/0220_crm_hold.sql?raw';
import outboxDead from './migrations/0230_outbox_dead.sql?raw';
import writtenWord from './migrations/0240_written_word.sql?raw';
import carry from './migrations/0250_carry.sql?raw';
import oneName from './migrations/0260_one_name.sql?raw';
import openDeals from './migrations/0270_open_deals.sql?raw';
import changesWay from './migrations/0290_changes_way.sql?raw';
import crmPace from './migrations/0291_crm_pace.sql?raw';
import carriedDecision from './migrations/0292_carried_decision.sql?raw';
import takenOff from './migrations/0310_taken_off.sql?raw';
import dealsOfCompany from './migrations/0320_deals_of_company.sql?raw';
import outboxChecks from './migrations/0340_outbox_checks.sql?raw';
import carriedWithoutText from './migrations/0344_carried_without_text.sql?raw';

export const MIGRATIONS: readonly Migration[] = [
  { version: 10, sql: mirror },
  { version: 30, sql: backfill },
  { version: 40, sql: accounts },
  { version: 50, sql: rules },
  { version: 51, sql: purge },
  { version: 60, sql: decisions },
  { version: 90, sql: mailDetail },
  { version: 100, sql: ledgerBytes },
  { version: 110, sql: crmAccount },
  { version: 120, sql: leanMail },
  { version: 130, sql: suggestions },
  { version: 140, sql: search },
  { version: 150, sql: ruleWord },
  { version: 160, sql: bodyFirst },
  { version: 170, sql: namedOnce },
  { version: 180, sql: leanOutbox },
  { version: 190, sql: gmail },
  { version: 200, sql: shortenedTexts },
  { version: 210, sql: ruleActions },
  { version: 211, sql: sensitivity },
  { version: 220, sql: crmHold },
  { version: 230, sql: outboxDead },
  { version: 240, sql: writtenWord },
  { version: 250, sql: carry },
  { version: 260, sql: oneName },
  { version: 270, sql: openDeals },
  { version: 290, sql: changesWay },
  { version: 291, sql: crmPace },
  { version: 292, sql: carriedDecision },
  { version: 310, sql: takenOff },
  { version: 320, sql: dealsOfCompany },
  { version: 340, sql: outboxChecks },
  { version: 344, sql: carriedWithoutText },
];

/** How long a statement waits for another program's write, in ms; longer waits are `store.locked`. */
const BUSY_TIMEOUT_MS = 5_000;
/** Twice as much makes writing no faster: the pages lie in the system's memory anyway. */
const CACHE_KIB = 8 * 1024;

/**
 * Opens a database file, checks that it is whole enough to read, and brings it to the newest version.
 * Throws store.newer, store.corrupt, store.locked, store.unwritable, store.full.
 */
export function openDatabase(path: string, migrations: readonly Migration[] = MIGRATIONS): Database.Database {
  // The library answers a missing folder with a bare TypeError; say it in our words first.
  if (!existsSync(dirname(path))) throw new MailpinError('store.unwritable', { path });
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { timeout: BUSY_TIMEOUT_MS });
    giveSpaceBackLater(db);
    db.pragma('journal_mode = WAL');
    // NORMAL loses no committed transaction when the program dies, only (never corrupting) when the machine does.
    db.pragma('synchronous = NORMAL');
    db.pragma('foreign_keys = ON');
    // What a row leaves behind within its page is overwritten; see compaction.ts for what is deleted for good.
    db.pragma('secure_delete = FAST');
    db.pragma(`cache_size = -${String(CACHE_KIB)}`);
    db.pragma(`wal_autocheckpoint = ${String(OWN_CHECKPOINT_PAGES)}`);
    migrate(db, migrations);
    return db;
  } catch (error) {
    db?.close();
    const known = storeError(error, path);
    throw new MailpinError(known.code, { ...known.details, path, holds: 'mirror' }, { cause: error });
  }
}

const INCREMENTAL = 2;

/**
 * Lets free pages be given back slice by slice (https://sqlite.org/pragma.html#pragma_auto_vacuum). A new file begins so; one of an
 * older version is rewritten once, unless the disk has no room for that or another program is at it: then it stays as it is and the
 * next start tries again.
 */
function giveSpaceBackLater(db: Database.Database): void {
  if (Number(db.pragma('auto_vacuum', { simple: true })) === INCREMENTAL) return;
  db.pragma('auto_vacuum = INCREMENTAL');
  if (Number(db.pragma('page_count', { simple: true })) === 0) return;
  try {
    db.exec('VACUUM');
  } catch (error) {
    const { code } = storeError(error, db.name);
    if (code !== 'store.full' && code !== 'store.locked' && code !== 'store.unwritable') throw error;
  }
}
