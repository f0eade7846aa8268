import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Filter } from '../../app/domain/link.ts';
import { openDatabase } from '../db/open.ts';
import { unitOfWork } from '../db/unit-of-work.ts';
import { tempDir } from '../services/testing/profile.ts';
import { mailTally } from './mail-tally.ts';

interface Standing {
  readonly heldBy: Filter | null;
  readonly links: number;
  readonly isAsked: boolean;
  readonly refusals: number;
}

/** Every way a mail can stand. */
const STANDINGS: readonly Standing[] = [null, 'bulk' as const, 'internal' as const].flatMap((heldBy) =>
  [0, 1, 2].flatMap((links) =>
    [false, true].flatMap((isAsked) => [0, 1, 2].map((refusals) => ({ heldBy, links, isAsked, refusals }))),
  ),
);

function storeWith(standings: readonly Standing[]) {
  const database = openDatabase(join(tempDir(), 'mailpin.db'));
  database.pragma('foreign_keys = OFF');
  standings.forEach(({ heldBy, links, isAsked, refusals }, at) => {
    const mailId = at + 1;
    database
      .prepare(
        `INSERT INTO mail (mail_id, message_key, thread_id, subject, sent_at, is_date_guessed, direction, kind, snippet, size_bytes,
                           recipient_count, attachment_count, is_seen, held_by)
         VALUES (?, ?, ?, '', 0, 0, 'inbound', 'personal', '', 1, 1, 0, 1, ?)`,
      )
      .run(mailId, `m${String(mailId)}`, mailId, heldBy);
    for (let card = 0; card < links; card += 1)
      database.prepare(`INSERT INTO link VALUES (?, ?, 'rule', '{}', 0)`).run(mailId, `c${String(card)}`);
    for (let card = 0; card < refusals; card += 1)
      database.prepare('INSERT INTO kept_out VALUES (?, ?, 1)').run(mailId, `k${String(card)}`);
    if (isAsked) database.prepare(`INSERT INTO question VALUES (?, '[]')`).run(mailId);
  });
  const store = unitOfWork(database);
  onTestFinished(() => store.close());
  return store.db;
}

/** One mail looked at by itself. */
function heldBackAs({ heldBy, links, isAsked, refusals }: Standing): string | null {
  if (links > 0 || isAsked) return null;
  return heldBy ?? (refusals > 0 ? null : 'nobody');
}

test('counted together, mails are what each of them is by itself, however they stand', () => {
  for (const standings of [
    [],
    STANDINGS,
    STANDINGS.filter(({ heldBy }) => heldBy === null),
    [...STANDINGS, ...STANDINGS.slice(20, 40)],
  ]) {
    const { linkedCount, heldBack } = mailTally(storeWith(standings));
    const expected = Object.fromEntries(
      ['bulk', 'internal', 'nobody'].map((name) => [
        name,
        standings.filter((standing) => heldBackAs(standing) === name).length,
      ]),
    );
    expect([standings, linkedCount]).toEqual([standings, standings.filter(({ links }) => links > 0).length]);
    expect({
      bulk: heldBack.get('bulk') ?? 0,
      internal: heldBack.get('internal') ?? 0,
      nobody: heldBack.get(null),
    }).toEqual(expected);
  }
});
