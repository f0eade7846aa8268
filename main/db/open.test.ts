import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MailpinError } from '../../app/errors.ts';
import { openDatabase, MIGRATIONS } from './open.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mailpin-db-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return error instanceof MailpinError ? error.code : String(error);
  }
  return 'no error';
}

test('a new file is brought to the newest version and opens again unchanged', () => {
  const path = join(dir, 'mailpin.db');
  openDatabase(path).close();
  const again = openDatabase(path);
  expect(again.pragma('user_version', { simple: true })).toBe(MIGRATIONS.at(-1)?.version);
  expect(again.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(again.pragma('foreign_key_check')).toEqual([]);
  again.close();
});

test('every foreign key of the schema has an index to look it up by', () => {
  const db = openDatabase(join(dir, 'mailpin.db'));
  const tables = db.prepare<[], { name: string }>(`SELECT name FROM pragma_table_list WHERE type = 'table'`).all();
  const missing = tables.flatMap(({ name }) => {
    const keys = db.prepare<[string], { from: string }>(`SELECT "from" FROM pragma_foreign_key_list(?)`).all(name);
    const leading = new Set(
      db
        .prepare<[string, string], { name: string }>(
          `SELECT info.name FROM pragma_index_list(?) AS list, pragma_index_info(list.name) AS info WHERE info.seqno = 0
           UNION SELECT name FROM pragma_table_info(?) WHERE pk = 1`,
        )
        .all(name, name)
        .map((row) => row.name),
    );
    return keys.filter((key) => !leading.has(key.from)).map((key) => `${name}.${key.from}`);
  });
  db.close();
  expect(missing).toEqual([]);
});

/** SHA-256 of every migration as it was released. A new migration gets a new line; a line never changes. */
const RELEASED: Readonly<Record<string, string>> = {
  '0010_mirror.sql': 'db4a3f3379841e843d8bacf139a0a83694d07afd25b84e5f18cc253ce5bb5c06',
  '0030_backfill.sql': '2791031cf2a8ae0a77f6b24abbd606a1262f0a58146938ea574d5b887979a415',
  '0040_accounts.sql': '453dddf355634c56375bf878997b8662205e16100450d69486b7b6b66d804e3e',
  '0050_rules.sql': 'ca8c7f703b7cb86721dcca682257b9628c76f19827cb4e984eb529da4fae2889',
  '0051_purge.sql': 'e54415404e000018141e00b79cd00e2c46130e4e6c058654abf7f1c8af287f44',
  '0060_decisions.sql': '26ac33d6df990e3c28de0c1404d00d77018cf63eefcd0611ade5fefad27c5966',
  '0090_mail_detail.sql': '21a871c96a8f9f4aecffbda914fadc7faa5c0ef552dc910fef245f196fc9bf89',
  '0100_ledger_bytes.sql': '36b75d76ef6b72e436dd531cca4b255c84f0c2b4500b363b9767926e529437e6',
  '0110_crm_account.sql': 'e3865bea1afffdec490f900c46ed03fbd51c9753719e531b315f7ef59098c1de',
  '0120_lean_mail.sql': '6b2ade555ff69c326887e4d43bdbfed0bbea8b4cde4cd2dbce06990f72448c7a',
  '0130_suggestions.sql': '2aa2789c0fb33d25c4aa3c848eb1aa8d2a11afdd7e1b4b55bfb08e86f7abffa3',
  '0140_search.sql': '98c4d933440fc45788c596517ee6015482c23ec8ae5ac5f41ae2fdc12c3dee2b',
  '0150_rule_word.sql': 'f4ed5f51cc9b8b06bb768f06c9d0e79093de23e433fc8bcec2fe1ec7c62eebda',
  '0160_body_first.sql': 'c5c41490c0b066481febfa3b6b0ac9f4828e3d708bf949d3c190928f42343e4d',
  '0170_named_once.sql': '7a5bae693ea5019d42a7308033c6cdfdb073ccae53b2be4746badcdec2bbbf78',
  '0180_lean_outbox.sql': 'f31eda6f763467719e51334f56bf84875e40a6bad8ab25888a9899c0ac13cf58',
  '0190_gmail.sql': '8d3b56375f3dd50bbe12330716958e3dbfb740f417c8c4f6fad76319c8110d73',
  '0200_shortened_texts.sql': '9a67197e573d0dd027872e741abd24dd69037ec424fd7565f837f3868d8f1639',
  '0210_rule_actions.sql': '08220236f5763e65a3e6cf2097e49679fcdcf7a9f03a36b9e842cd0b876c2582',
  '0211_sensitivity.sql': '8a7a6ebc3602f6b9173a93e9690605db7f4088275288dd31aab5bee98ee942e0',
  '0220_crm_hold.sql': '5830082f29eb21fc089b4b02788d5fe5d9a9364ff217b73adc9ba1d6f3b24c66',
  '0230_outbox_dead.sql': '4bbd8c5ff9002cd31f4eb9e4259992baae12784f074d459bfb236aa471952cbe',
  '0240_written_word.sql': '263171e385c3359bef1c7e4aa56081c61a734d481363d73616b62cc10b8e1fdf',
  '0250_carry.sql': 'd275d0b905287cdbd2e83e9d435bb9b75179983a3b7a4176c1007830e086f8a8',
  '0260_one_name.sql': '16f613b2bd028cc5da6ffa1dc950d94bd1f0d66773c701fdd89540ba0e70c9f3',
  '0270_open_deals.sql': '605f4ced1c77151e77bfd549461b39c1303097b288151dc9b04595a077efb2de',
  '0290_changes_way.sql': '60e49af14b2590aa401ec07b0c8f8526a8299dafbb4dd9f2bd4a048798085e8d',
  '0291_crm_pace.sql': 'e70fa389561623932ee4b3274b8f4fc444fa195ce525be1f747884161fe309b4',
  '0292_carried_decision.sql': '8c94312e99c3606ddacea43caf0bbf3fcb65d53eca7851608c7fe87f73c04bcb',
  '0310_taken_off.sql': '24ffc7b0fa3389a4baeab7eea8c1191660b75ce48c81c4186739a1860ac482c0',
  '0320_deals_of_company.sql': '07b934b411086d8990fd3c229c518beb1a882593af523a3c5af6ac0db6917ec5',
  '0340_outbox_checks.sql': '265614a57388d977ca033505eaa915427e0745a9982b6b400b07837b7d34c599',
  '0344_carried_without_text.sql': '44613436e8fdce30fc180e1eed93fe85cc987bc2cbcc7b9d0c1061784eb7cd34',
};

test('a released migration is never edited: profiles that ran it would not get the change', () => {
  const folder = join(import.meta.dirname, 'migrations');
  const hashes = readdirSync(folder).map((name) => {
    // A checkout on Windows may end its lines differently.
    const text = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n');
    return [name, createHash('sha256').update(text).digest('hex')];
  });
  expect(Object.fromEntries(hashes)).toEqual(RELEASED);
  expect(MIGRATIONS.map(({ version }) => version)).toEqual(
    Object.keys(RELEASED).map((name) => Number.parseInt(name, 10)),
  );
});

test('a database newer than the program is refused and left as it is', () => {
  const path = join(dir, 'mailpin.db');
  const db = new Database(path);
  db.pragma('user_version = 990');
  db.close();
  expect(codeOf(() => openDatabase(path))).toBe('store.newer');
  const after = new Database(path);
  expect(after.pragma('user_version', { simple: true })).toBe(990);
  after.close();
});

test('a file that is no database is named as corrupt', () => {
  const path = join(dir, 'mailpin.db');
  writeFileSync(path, 'this is not a database, but long enough to look like a header page '.repeat(100));
  expect(codeOf(() => openDatabase(path))).toBe('store.corrupt');
});

test('a place where no file can be made is named as unwritable', () => {
  const path = join(dir, 'missing', 'mailpin.db');
  expect(codeOf(() => openDatabase(path))).toBe('store.unwritable');
  mkdirSync(join(dir, 'folder.db'));
  expect(codeOf(() => openDatabase(join(dir, 'folder.db')))).toBe('store.unwritable');
});
