/** A mail costs the same in a mailbox of a hundred and of a hundred thousand: no statement on its way reads a table whole that grows with mail. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, expect, test, vi } from 'vitest';
import { sallysDay, type SallysDay } from './testing/sallys-day.ts';
import { SALLY } from './testing/people.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/**
 * What SQLite says it does, where it reads one of these from end to end (https://sqlite.org/eqp.html); two indexes of the outbox hold
 * next to nothing.
 */
const READS_ALL =
  /^SCAN (?:mail|mail_body|mail_reference|participant|known_address|attachment|placement|thread|link|question|kept_out|ledger|search_place|outbox)\b(?! USING COVERING INDEX outbox_(?:under_way|dead)$)/;
/** The same where a statement finds the rows of a CRM, who has as many as there is mail, for each row of another. */
const LOOKS_UP_BY_CRM = /^SEARCH leaving USING INDEX outbox_by_gate/;

/** Asked when all is up to date or paid: how many mails a mailbox has, the newest one by going down from the newest thread, and what is owed. */
const IN_THE_END = [
  /^SELECT mailbox_id, count\(\*\) AS mirrored_count/,
  /^SELECT max\(mail\.sent_at\) AS last_mail_at/,
  /^SELECT count\(\*\) FILTER \(WHERE gate IN/,
];

/** The plans of statements that read too much, among all that were prepared on the mirror of a day. */
async function greedyPlans(work: () => Promise<SallysDay>): Promise<readonly string[]> {
  const prepare = vi.spyOn(Database.prototype, 'prepare');
  const { dir } = await work();
  const file = join(dir, 'mailpin.db');
  const texts = prepare.mock.calls.flatMap(([text], at) =>
    (prepare.mock.contexts[at] as Database.Database).name === file ? [text] : [],
  );
  prepare.mockRestore();
  const db = new Database(file);
  const details = [...new Set(texts)]
    .filter((text) => /^\s*(?:SELECT|WITH|INSERT|UPDATE|DELETE)\b/.test(text))
    .filter((text) => !IN_THE_END.some((one) => one.test(text.trim())))
    .flatMap((text) => {
      const plan = db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${text}`);
      return plan.all(...Array.from(text.matchAll(/\?/g), () => null)).map(({ detail }) => ({ detail, text }));
    });
  db.close();
  expect(details.length).toBeGreaterThan(0);
  return details
    .filter(({ detail }) => READS_ALL.test(detail) || LOOKS_UP_BY_CRM.test(detail))
    .map(({ detail, text }) => `${detail}: ${text.replaceAll(/\s+/g, ' ').trim()}`);
}

test('mail that comes, is threaded, matched and pushed is looked up, never looked for', async () => {
  const plans = await greedyPlans(async () => {
    const day = await sallysDay();
    await day.receive(
      { id: 'a1', from: 'ana@acme.test', to: SALLY, subject: 'Pilot', at: 1 },
      { id: 'a2', from: SALLY, to: 'ana@acme.test', subject: 'Re: Pilot', at: 2, replyTo: 'a1' },
    );
    await day.mailpin.call('outbox.drain', {});
    return day;
  });
  expect(plans).toEqual([]);
});
