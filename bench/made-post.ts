import { deflateRawSync } from 'node:zlib';
import type Database from 'better-sqlite3';
import type { CardRow } from '../app/contract/commands.ts';
import { chanceOf } from './chance.ts';

/** How much post a bench wants, and how many cards it meets. */
export interface PostSize {
  readonly mails: number;
  readonly contacts: number;
  readonly companies: number;
  readonly deals: number;
}

/** Recipients of one mail, which is a thread of its own. */
export const CROWD = 5_000;
export const CROWD_MAIL_ID = 1;
const CROWD_SENDER = 'editor@paper.example';
/** Mails with each of the busy addresses, which are on no card. */
export const BUSY_MAILS = 500;
const BUSY_ADDRESSES = 2;
/** The mail to many, and those of the busy addresses; each is a thread of its own. */
export const SINGLE_MAILS = 1 + BUSY_ADDRESSES * BUSY_MAILS;
const MINUTE_MS = 60_000;
const NEWEST_AT = Date.UTC(2026, 5, 1);
const ME = 'me@seller.example';

/** Addresses in turn, so that each card that gains one gains another. */
export const busyAddress = (turn: number): string => `busy${String(turn % BUSY_ADDRESSES)}@busy.example`;
const addressOf = (at: number): string => `person${String(at)}@customer${String(at % 9_973)}.example`;

/**
 * Fills an empty mirror with post that is on no card yet: threads of one to seven mails, one in ten of a stranger, one in
 * ten of somebody whose company is known by its domain only, one in twenty contacts on several deals.
 */
export function fillPost(db: Database.Database, size: PostSize): void {
  db.transaction(() => {
    db.exec(`
      INSERT INTO account (account_id, address, settings, created_at, state)
      VALUES ('${ME}', '${ME}', '{"kind":"maildir","path":"/"}', 0, '{"kind":"never-synced"}');
      INSERT INTO own_address (address, relation, origin) VALUES ('${ME}', 'me', 'account');
      INSERT INTO mailbox (mailbox_id, account_id, path, role, is_mirrored) VALUES (1, '${ME}', 'INBOX', 'inbox', 1);`);
    insertCards(db, size);
    insertMails(db, size);
  })();
  db.exec('ANALYZE');
}

/**
 * The people and companies that `fillPost` puts into the mirror, as rows to import: without them the CRM inside Mailpin has none of
 * these cards, and the first mail it is owed for one begins to take them all off again.
 */
export function peopleRows({ contacts, companies }: PostSize): readonly CardRow[] {
  const at = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
  return [
    ...at(companies).map((one) => ({
      kind: 'company' as const,
      id: `o${String(one)}`,
      name: `Company ${String(one)}`,
      domains: [`customer${String(one)}.example`],
    })),
    ...at(contacts).map((one) => ({
      kind: 'contact' as const,
      id: `c${String(one)}`,
      name: `Person ${String(one)}`,
      emails: [addressOf(one)],
      company: `o${String(one % companies)}`,
    })),
  ].map((row, index) => ({ ...row, row: index + 1 }));
}

function insertCards(db: Database.Database, { contacts, companies, deals }: PostSize): void {
  const card = db.prepare(
    `INSERT INTO card (card_id, crm_id, kind, remote_id, name, status, company_id, stage_id, updated_at)
     VALUES (?, 'builtin', ?, ?, ?, 'open', ?, ?, ?)`,
  );
  const address = db.prepare('INSERT INTO card_address (card_id, address, is_primary) VALUES (?, ?, 1)');
  const key = db.prepare('INSERT INTO card_address_key (address_key, step, card_id, address) VALUES (?, ?, ?, ?)');
  const domain = db.prepare('INSERT INTO card_domain (domain, card_id) VALUES (?, ?)');
  const person = db.prepare('INSERT INTO deal_person (deal_id, person_id) VALUES (?, ?)');
  db.exec(
    `INSERT INTO stage (crm_id, stage_id, pipeline, name, position, outcome) VALUES ('builtin', 's0', 'Sales', 'Talk', 0, 'open')`,
  );
  for (let at = 0; at < companies; at += 1) {
    card.run(`builtin:company:o${String(at)}`, 'company', `o${String(at)}`, `Company ${String(at)}`, null, null, at);
    domain.run(`customer${String(at)}.example`, `builtin:company:o${String(at)}`);
  }
  for (let at = 0; at < contacts; at += 1) {
    const id = `builtin:contact:c${String(at)}`;
    card.run(
      id,
      'contact',
      `c${String(at)}`,
      `Person ${String(at)}`,
      `builtin:company:o${String(at % companies)}`,
      null,
      at,
    );
    address.run(id, addressOf(at));
    for (const step of ['exact', 'without-tag']) key.run(addressOf(at), step, id, addressOf(at));
  }
  for (let at = 0; at < deals; at += 1) {
    const id = `builtin:deal:d${String(at)}`;
    card.run(id, 'deal', `d${String(at)}`, `Deal ${String(at)}`, null, 's0', at);
    person.run(id, `builtin:contact:c${String(at % 20 === 0 ? at + 1 : at)}`);
  }
}

function insertMails(db: Database.Database, { mails, contacts }: PostSize): void {
  const chance = chanceOf(7);
  const mail = db.prepare(
    `INSERT INTO mail (mail_id, message_key, message_id, thread_id, parent_id, subject, sent_at, is_date_guessed, direction, kind,
                       snippet, size_bytes, recipient_count, attachment_count, is_seen)
     VALUES (?, ?, ?, ?, ?, ?, ?, 0, 'inbound', 'personal', '', 1, ?, 0, 1)`,
  );
  const thread = db.prepare('INSERT INTO thread (thread_id, newest_mail_id, last_at, mail_count) VALUES (?, ?, ?, ?)');
  const body = db.prepare('INSERT INTO mail_body (mail_id, text_deflated) VALUES (?, ?)');
  const text = deflateRawSync('Please see the offer for the pumps. Best regards');
  const place = db.prepare('INSERT INTO placement (mailbox_id, uid, mail_id, is_seen) VALUES (1, ?, ?, 1)');
  const participant = db.prepare(
    `INSERT INTO participant (mail_id, position, role, address, written_address, display_name) VALUES (?, ?, ?, ?, ?, '')`,
  );
  const known = db.prepare(
    `INSERT INTO known_address (address, person_key, registrable_domain) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const add = (mailId: number, position: number, role: string, address: string): void => {
    participant.run(mailId, position, role, address, address);
    known.run(address, address, address.slice(address.indexOf('@') + 1));
  };
  const senderOf = (threadId: number): string => {
    if (threadId === CROWD_MAIL_ID) return CROWD_SENDER;
    if (threadId <= SINGLE_MAILS) return busyAddress(threadId);
    if (threadId % 10 === 0) return `stranger${String(threadId)}@elsewhere${String(threadId % 500)}.example`;
    if (threadId % 10 === 1) return `colleague${String(threadId)}@customer${String(chance.below(9_973))}.example`;
    return addressOf(chance.below(contacts));
  };
  let [threadId, left, count, sender] = [0, 0, 0, ''];
  for (let mailId = 1; mailId <= mails; mailId += 1) {
    if (left === 0) {
      threadId += 1;
      left = count = threadId <= SINGLE_MAILS ? 1 : Math.min(1 + chance.below(7), mails - mailId + 1);
      sender = senderOf(threadId);
    }
    const parentId = left === count ? null : mailId - 1;
    left -= 1;
    const sentAt = NEWEST_AT - (mails - mailId) * 7 * MINUTE_MS;
    const id = `m${String(mailId)}@made.example`;
    const crowd = mailId === CROWD_MAIL_ID ? CROWD : 1;
    mail.run(mailId, `${id}#0`, id, threadId, parentId, `Subject ${String(threadId)}`, sentAt, crowd);
    body.run(mailId, text);
    place.run(mailId, mailId);
    add(mailId, 0, 'from', sender);
    add(mailId, 1, 'to', ME);
    for (let at = 1; at < crowd; at += 1) add(mailId, at + 1, 'cc', addressOf(at * 9));
    if (left === 0) thread.run(threadId, mailId, sentAt, count);
  }
}
