import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import type { MailId } from '../../app/domain/ids.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS, openDatabase } from './open.ts';
import type { ReadDb } from './sql.ts';
import { threadCircle } from './thread-circle.ts';

/** Two mails as a profile held them in which a mail's own id stood among its references. */
function olderProfile(): string {
  const dir = mkdtempSync(join(tmpdir(), 'mailpin-db-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const path = join(dir, 'mailpin.db');
  const old = new Database(path);
  migrate(
    old,
    MIGRATIONS.filter(({ version }) => version < 170),
  );
  old.exec(`
    INSERT INTO thread VALUES (1, 1, 0, 1), (2, 2, 0, 1);
    INSERT INTO mail (mail_id, message_key, message_id, thread_id, subject, sent_at, is_date_guessed, direction, kind, snippet,
                      size_bytes, recipient_count, attachment_count, is_seen)
    VALUES (1, 'one@a.example#0', 'one@a.example', 1, 'Offer', 0, 0, 'inbound', 'personal', '', 1, 1, 0, 0),
           (2, 'two@a.example#0', 'two@a.example', 2, 'Re: Offer', 1, 0, 'outbound', 'personal', '', 1, 1, 0, 0);
    INSERT INTO mail_reference VALUES (1, 0, 'one@a.example', 'message-id'), (2, 0, 'two@a.example', 'message-id'),
      (2, 1, 'one@a.example', 'references'), (2, 2, 'one@a.example', 'in-reply-to'), (2, 3, 'lost@a.example', 'in-reply-to');
    INSERT INTO participant VALUES (1, 0, 'from', 'ana@acme.example', 'ana@acme.example', 'Ana'),
      (1, 1, 'to', 'sally@seller.example', 'Sally@Seller.example', ''), (1, 2, 'cc', NULL, 'nobody', '');`);
  old.close();
  return path;
}

test('a profile of an older version keeps every id and address once, and reads them as before', () => {
  const db = openDatabase(olderProfile());
  onTestFinished(() => void db.close());
  expect(db.prepare('SELECT mail_id, message_id, field FROM mail_reference ORDER BY 1, 2').raw().all()).toEqual([
    [2, 'lost@a.example', 'in-reply-to'],
    [2, 'one@a.example', 'references'],
  ]);
  expect(db.prepare('SELECT raw_address FROM participant ORDER BY position').pluck().all()).toEqual([
    'ana@acme.example',
    'Sally@Seller.example',
    'nobody',
  ]);
});

test.each([1, 2])('mail %d and the one it names or that names it belong together', (seed) => {
  const db = openDatabase(olderProfile());
  onTestFinished(() => void db.close());
  const circle = threadCircle(db as ReadDb, [seed as MailId], [], { joins: [], mine: new Set() });
  expect(circle.map(({ id }) => id).toSorted()).toEqual([1, 2]);
});
