import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import type { MailId } from '../../app/domain/ids.ts';
import { mailContent } from '../queries/testing/letters.ts';
import { mailBody } from './mails.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS, openDatabase } from './open.ts';
import { beginningOf, packMail, packText, textHead, unpackHtml, unpackText } from './pack-mail.ts';
import type { ReadDb } from './sql.ts';

const packable = (text: string, html: string | null) => ({
  ...mailContent({ id: 'a@test.example', from: 'ana@acme.example', text }),
  html,
});

test.each([
  ['both', 'Dear Ana,\nthe valves are here.', '<p>Dear Ana,</p><p>the valves are here.</p>'],
  ['no HTML', 'Only words', null],
  ['empty text', '', '<img src="cid:1">'],
  ['nothing', '', null],
  ['long', 'price '.repeat(20_000), `<p>${'price '.repeat(20_000)}</p>`],
  ['letters of all kinds', 'Grüße 注文 \u{1f600}', '<b>Grüße 注文 \u{1f600}</b>'],
])('what is packed comes out as it went in: %s', (_name, text, html) => {
  const { packed } = packMail(packable(text, html));
  expect(unpackText(packed.textDeflated)).toBe(text);
  expect(packed.htmlDeflated === null).toBe(html === null);
  if (packed.htmlDeflated !== null) expect(unpackHtml(packed.htmlDeflated, packed.textDeflated, true)).toBe(html);
});

test('the head of a text is on one line and short', () => {
  const { packed } = packMail(packable(`one\n\n  two\n${'x'.repeat(10_000)}`, null));
  const head = textHead(packed.textDeflated);
  expect(head.startsWith('one two x')).toBe(true);
  expect(head).toHaveLength(2_000);
});

const SEATS = 'seats for the second hall '.repeat(6);
test.each([
  ['what fits stays', 'Two pumps, please.', 'Two pumps, please.'],
  ['as long as fits', 'x'.repeat(140), 'x'.repeat(140)],
  ['between words', `My ${SEATS}`, `My ${SEATS.slice(0, 135)}…`],
  ['a word that just fits', `${'x'.repeat(139)} y`, `${'x'.repeat(139)}…`],
  ['text without blanks', '注文'.repeat(90), `${'注文'.repeat(69)}注…`],
  ['no half characters', `x${'\u{1f600}'.repeat(90)}`, `x${'\u{1f600}'.repeat(69)}…`],
  ['a long address behind words', `Look at ${'x'.repeat(200)}`, `Look at ${'x'.repeat(131)}…`],
])('the first words of a mail are cut where it is read best, and say that they are cut: %s', (_name, text, shown) => {
  expect(packMail(packable(text, null)).packed.snippet).toBe(shown);
});

test('a profile of an older version keeps its text and HTML', () => {
  const dir = mkdtempSync(join(tmpdir(), 'mailpin-db-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const path = join(dir, 'mailpin.db');
  const old = new Database(path);
  migrate(
    old,
    MIGRATIONS.filter(({ version }) => version < 120),
  );
  old.exec(`
    INSERT INTO thread VALUES (1, 1, 0, 1);
    INSERT INTO mail (mail_id, message_key, thread_id, subject, sent_at, is_date_guessed, direction, kind, snippet, text_head,
                      size_bytes, recipient_count, attachment_count, is_seen)
    VALUES (1, 'k', 1, 'Angebot', 0, 0, 'inbound', 'personal', '', 'head', 1, 1, 0, 0);
    INSERT INTO participant VALUES (1, 0, 'from', 'ana@acme.example', 'ana@acme.example', 'Ana Berg');`);
  const [text, html] = ['Die Ventile sind da.', '<p>Die Ventile sind da.</p>'];
  old.prepare('INSERT INTO mail_body VALUES (1, ?, ?)').run(deflateRawSync(text), deflateRawSync(html));
  old.close();

  const db = openDatabase(path);
  expect(mailBody(db as ReadDb, 1 as MailId)).toEqual({ text, html });
  db.close();
});

test('rules read the same of the beginning of a text as of the whole, whatever it is made of', () => {
  const pieces = fc.constantFrom(
    'offer 4711',
    ' ',
    '\n',
    '\r\n   \t',
    '> quoted',
    '\u{1f600}',
    'ü',
    '注文',
    '\ud83d',
    'x'.repeat(700),
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 400 }), (written) => {
      // As it comes back from the store: half a character does not.
      const text = unpackText(packText(written.join('')));
      const beginning = unpackText(packText(beginningOf(text)));
      expect(textHead(packText(beginning))).toBe(textHead(packText(text)));
      expect(text.startsWith(beginning)).toBe(true);
      expect(beginning.length).toBeLessThanOrEqual(4_001);
    }),
    { numRuns: 300 },
  );
});
