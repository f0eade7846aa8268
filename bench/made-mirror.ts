import { deflateRawSync } from 'node:zlib';
import type Database from 'better-sqlite3';
import { chanceOf, type Chance } from './chance.ts';

const MINUTE_MS = 60_000;
const NEWEST_AT = Date.UTC(2026, 5, 1);
const WORDS =
  'offer pump valve gasket delivery invoice meeting please price order drawing pressure steel week contract sample ' +
  'question answer tomorrow customer quantity discount flange bearing shipment customs reminder project deadline';

/** How large a made mirror is; the shares of the rest follow from it. */
export interface MirrorSize {
  readonly mails: number;
  readonly contacts: number;
  readonly deals: number;
}

/**
 * Fills an empty mirror with made mail: threads of one to seven mails, two in three on a contact and a deal, a fourth
 * newsletters, some with 200 recipients. The same size and words give the same mirror.
 */
export function fillMirror(db: Database.Database, size: MirrorSize, wordsOf = fewWords): void {
  const chance = chanceOf(1);
  db.transaction(() => {
    insertAccount(db);
    insertCards(db, size);
    insertMails(db, size, chance, wordsOf);
  })();
  db.exec('ANALYZE');
}

function insertAccount(db: Database.Database): void {
  db.prepare(
    `INSERT INTO account (account_id, address, settings, created_at, state)
     VALUES ('me@seller.example', 'me@seller.example', '{"kind":"maildir","path":"/"}', 0, '{"kind":"never-synced"}')`,
  ).run();
  db.prepare(`INSERT INTO own_address (address, relation, origin) VALUES ('me@seller.example', 'me', 'account')`).run();
  db.prepare(
    `INSERT INTO mailbox (mailbox_id, account_id, path, role, is_mirrored)
     VALUES (1, 'me@seller.example', 'INBOX', 'inbox', 1), (2, 'me@seller.example', 'Sent', 'sent', 1)`,
  ).run();
}

function insertCards(db: Database.Database, { contacts, deals }: MirrorSize): void {
  const card = db.prepare(
    `INSERT INTO card (card_id, crm_id, kind, remote_id, name, status, stage_id, updated_at)
     VALUES (?, 'builtin', ?, ?, ?, 'open', ?, ?)`,
  );
  const address = db.prepare('INSERT INTO card_address (card_id, address, is_primary) VALUES (?, ?, 1)');
  const person = db.prepare('INSERT INTO deal_person (deal_id, person_id) VALUES (?, ?)');
  const stage = db.prepare(
    `INSERT INTO stage (crm_id, stage_id, pipeline, name, position, outcome) VALUES ('builtin', ?, 'Sales', ?, ?, 'open')`,
  );
  for (let position = 0; position < 5; position += 1)
    stage.run(`s${String(position)}`, `Stage ${String(position)}`, position);
  for (let at = 0; at < contacts; at += 1) {
    card.run(contactId(at), 'contact', `c${String(at)}`, `Person ${String(at)}`, null, at);
    address.run(contactId(at), addressOf(at));
  }
  for (let at = 0; at < deals; at += 1) {
    card.run(dealId(at), 'deal', `d${String(at)}`, `Deal ${String(at)}`, `s${String(at % 5)}`, at);
    person.run(dealId(at), contactId(at % contacts));
  }
}

/** Thirty words in all: each is in almost every mail. */
function fewWords(chance: Chance, count: number): string {
  return chance.words(WORDS, count);
}

function insertMails(db: Database.Database, size: MirrorSize, chance: Chance, wordsOf: typeof fewWords): void {
  const insert = mailInserts(db);
  let threadId = 0;
  let left = 0;
  let contact = 0;
  let isBulk = false;
  let mailCount = 0;
  for (let mailId = 1; mailId <= size.mails; mailId += 1) {
    if (left === 0) {
      threadId += 1;
      left = mailCount = Math.min(1 + chance.below(7), size.mails - mailId + 1);
      contact = chance.below(size.contacts);
      isBulk = chance.below(4) === 0;
    }
    left -= 1;
    const sentAt = NEWEST_AT - (size.mails - mailId) * 7 * MINUTE_MS;
    const subject = `${wordsOf(chance, 4)} ${String(threadId)}`;
    const text = wordsOf(chance, 60 + chance.below(300));
    insert.mail({ mailId, threadId, sentAt, subject, text, isBulk, recipientCount: mailId % 500 === 0 ? 200 : 2 });
    insert.people(mailId, contact, mailId % 500 === 0 ? 200 : 2);
    insert.unsearched(mailId);
    if (!isBulk) insert.links(mailId, [contactId(contact), dealId(contact % size.deals)]);
    if (left === 0) insert.thread(threadId, mailId, sentAt, mailCount);
  }
}

interface MadeMail {
  readonly mailId: number;
  readonly threadId: number;
  readonly sentAt: number;
  readonly subject: string;
  readonly text: string;
  readonly isBulk: boolean;
  readonly recipientCount: number;
}

function mailInserts(db: Database.Database) {
  const mail = db.prepare(
    `INSERT INTO mail (mail_id, message_key, message_id, thread_id, subject, sent_at, is_date_guessed, direction, kind, snippet,
                       size_bytes, recipient_count, attachment_count, is_seen, held_by)
     VALUES (?, ?, ?, ?, ?, ?, 0, 'inbound', ?, ?, ?, ?, 0, 1, ?)`,
  );
  const thread = db.prepare('INSERT INTO thread (thread_id, newest_mail_id, last_at, mail_count) VALUES (?, ?, ?, ?)');
  const body = db.prepare('INSERT INTO mail_body (mail_id, text_deflated) VALUES (?, ?)');
  const unsearched = db.prepare('INSERT INTO unsearched_mail (mail_id) VALUES (?)');
  const place = db.prepare('INSERT INTO placement (mailbox_id, uid, mail_id, is_seen) VALUES (?, ?, ?, 1)');
  const person = db.prepare(
    `INSERT INTO participant (mail_id, position, role, address, written_address, display_name) VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const link = db.prepare(
    `INSERT INTO link (mail_id, card_id, origin, evidence, linked_at) VALUES (?, ?, 'rule', ?, 0)`,
  );
  const debt = db.prepare(
    `INSERT INTO outbox (message_key, card_id, crm_id, intent, revision, state, created_at)
     VALUES (?, ?, 'builtin', 'attach', 1, 'done', 0)`,
  );
  const evidence = JSON.stringify({ rule: 'address', address: 'a@b.example', step: 'exact', isPrimary: true });
  return {
    mail({ mailId, threadId, sentAt, subject, text, isBulk, recipientCount }: MadeMail): void {
      const [kind, heldBy] = isBulk ? ['bulk', 'bulk'] : ['personal', null];
      const snippet = text.slice(0, 200);
      const id = `m${String(mailId)}@made.example`;
      mail.run(mailId, `${id}#0`, id, threadId, subject, sentAt, kind, snippet, text.length, recipientCount, heldBy);
      body.run(mailId, deflateRawSync(text));
      place.run(mailId % 4 === 0 ? 2 : 1, mailId, mailId);
    },
    people(mailId: number, contact: number, recipientCount: number): void {
      person.run(mailId, 0, 'from', addressOf(contact), addressOf(contact), `Person ${String(contact)}`);
      person.run(mailId, 1, 'to', 'me@seller.example', 'me@seller.example', 'Me');
      for (let at = 1; at < recipientCount; at += 1) {
        person.run(mailId, at + 1, 'cc', addressOf(contact + at), addressOf(contact + at), '');
      }
    },
    /** The engine takes these into its search index when it starts. */
    unsearched: (mailId: number) => unsearched.run(mailId),
    links(mailId: number, cardIds: readonly string[]): void {
      for (const cardId of cardIds) {
        link.run(mailId, cardId, evidence);
        debt.run(`m${String(mailId)}@made.example#0`, cardId);
      }
    },
    thread: (threadId: number, newestId: number, lastAt: number, count: number) =>
      thread.run(threadId, newestId, lastAt, count),
  };
}

const contactId = (at: number): string => `builtin:contact:c${String(at)}`;
const dealId = (at: number): string => `builtin:deal:d${String(at)}`;
const addressOf = (at: number): string => `person${String(at)}@customer${String(at % 97)}.example`;
