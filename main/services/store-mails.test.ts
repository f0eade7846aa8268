/** Mails of one transaction are sorted into threads before they are stored; it must come to what one mail after the other comes to. */
import { expect, test } from 'vitest';
import type { UnixMs } from '../../app/domain/ids.ts';
import type { MailContent } from '../../app/domain/mail.ts';
import { mailOf, minute } from './testing/array-source.ts';
import { addInbox, emptyStore, receive } from './testing/mail-store.ts';
import { SALLY } from './testing/people.ts';

const letter = { from: 'ana@acme.test', to: SALLY, subject: 'Pilot' };
const undated = (sentAt: UnixMs, providerThreadId: string | null): MailContent => ({
  ...mailOf({ ...letter, id: 'undated', at: 9 }),
  sentAt,
  isDateGuessed: true,
  providerThreadId,
});

/** The first answers the last, which answers one in the middle; a mail without a date comes three times, under two threads of its provider. */
const MAILS: readonly MailContent[] = [
  mailOf({ ...letter, id: 'third', at: 3, replyTo: 'second' }),
  undated(minute(8), 'g:2'),
  mailOf({ ...letter, id: 'first', at: 1 }),
  undated(minute(5), 'g:1'),
  undated(minute(7), null),
  mailOf({ ...letter, id: 'beside', at: 4, providerThreadId: 'g:1' }),
  mailOf({ ...letter, id: 'second', at: 2, replyTo: 'first' }),
];

/** What is stored when the mails come in parts of this size. */
function storedInParts(size: number) {
  const deps = emptyStore();
  const inbox = addInbox(deps);
  for (let at = 0; at < MAILS.length; at += size) receive(deps, inbox, MAILS.slice(at, at + size), at + 1);
  const { db } = deps.store;
  return {
    mails: db
      .prepare(
        `SELECT own.message_id, own.sent_at, own.provider_thread_id, above.message_id AS answers,
                (SELECT group_concat(message_id ORDER BY message_id) FROM mail WHERE mail.thread_id = own.thread_id) AS thread,
                (SELECT count(*) FROM placement WHERE placement.mail_id = own.mail_id) AS copies
           FROM mail AS own LEFT JOIN mail AS above ON above.mail_id = own.parent_id
          ORDER BY own.message_id`,
      )
      .all(),
    threads: db
      .prepare(
        `SELECT message_id AS newest, last_at, mail_count
           FROM thread JOIN mail ON mail_id = newest_mail_id
          ORDER BY last_at`,
      )
      .all(),
  };
}

test.each([2, 3, 4, MAILS.length])('%d mails at once come to what one by one comes to', (size) => {
  const whole = storedInParts(size);
  expect(whole).toEqual(storedInParts(1));
  expect(whole.threads).toMatchObject([{ mail_count: 3 }, { mail_count: 2, last_at: minute(5) }]);
});
