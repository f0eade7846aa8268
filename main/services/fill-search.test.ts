import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import type Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import type { UnixMs } from '../../app/domain/ids.ts';
import type { Logger } from '../../app/ports.ts';
import { MIGRATIONS, openDatabase } from '../db/open.ts';
import { unitOfWork } from '../db/unit-of-work.ts';
import { fillSearch } from './fill-search.ts';

const MAILS = 120;
const silent: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
const never = new AbortController().signal;

/** A profile as an older program left it: mail is mirrored, and found through the index of that time. */
function oldProfile(): string {
  const dir = mkdtempSync(join(tmpdir(), 'mailpin-old-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const path = join(dir, 'mailpin.db');
  const db = openDatabase(
    path,
    MIGRATIONS.filter(({ version }) => version < 140),
  );
  db.transaction(() => {
    for (let id = 1; id <= MAILS; id += 1) insertOldMail(db, id);
  })();
  db.close();
  return path;
}

function insertOldMail(db: Database.Database, id: number): void {
  db.prepare(
    `INSERT INTO mail (mail_id, message_key, thread_id, subject, sent_at, is_date_guessed, direction, kind, snippet, size_bytes,
                       recipient_count, attachment_count, is_seen)
     VALUES (?, ?, ?, ?, ?, 0, 'inbound', 'personal', '', 1, 1, 1, 1)`,
  ).run(id, `m${String(id)}`, id, `Offer ${String(id)}`, id * 60_000);
  db.prepare('INSERT INTO thread (thread_id, newest_mail_id, last_at, mail_count) VALUES (?, ?, 0, 1)').run(id, id);
  db.prepare('INSERT INTO mail_body (mail_id, text_deflated) VALUES (?, ?)').run(
    id,
    deflateRawSync('見積書 für Möbel'),
  );
  db.prepare(`INSERT INTO participant VALUES (?, 0, 'from', 'ana@acme.test', 'ana@acme.test', 'Ana Ito')`).run(id);
  db.prepare(`INSERT INTO attachment VALUES (?, '2', 'drawing.pdf', 'application/pdf', 1, NULL, 0)`).run(id);
}

function openOld() {
  const store = unitOfWork(openDatabase(oldProfile()));
  onTestFinished(() => {
    store.close();
  });
  const deps = { store, logger: silent, engineId: 'test', clock: { now: () => 0 as UnixMs } };
  const found = (match: string): number =>
    store.db
      .prepare<[string], { count: number }>('SELECT count(*) AS count FROM mail_fts WHERE mail_fts MATCH ?')
      .get(match)?.count ?? 0;
  return { store, deps, found };
}

test('mail that an older program mirrored is found again, by everything it holds', async () => {
  const { deps, found } = openOld();
  expect(found('offer')).toBe(0);
  expect(await fillSearch(deps, never)).toBe(MAILS);
  for (const match of ['subject : offer', 'sender : ana', 'files : drawing', 'body : "見積 積書"', 'body : moebel'])
    expect([match, found(match)]).toEqual([match, MAILS]);
  expect(await fillSearch(deps, never)).toBe(0);
});

test('filling that was ended goes on where it was', async () => {
  const { deps, store, found } = openOld();
  const ending = new AbortController();
  const first = fillSearch(deps, ending.signal);
  ending.abort();
  const takenCount = await first;
  expect(takenCount).toBeGreaterThan(0);
  expect(takenCount).toBeLessThan(MAILS);
  expect(found('offer')).toBe(takenCount);
  expect(await fillSearch({ ...deps, store }, never)).toBe(MAILS - takenCount);
  expect(found('offer')).toBe(MAILS);
});

test('a mail that is deleted is not found any more, whoever deletes it', async () => {
  const { deps, store, found } = openOld();
  await fillSearch(deps, never);
  store.write(({ db }) => db.prepare('DELETE FROM mail WHERE mail_id = 7').run());
  expect(found('"offer" AND "7"')).toBe(0);
  expect(found('offer')).toBe(MAILS - 1);
});
