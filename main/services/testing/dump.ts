/** What a profile comes to, without anything that depends on the order in which it came: row ids, times of writing. For tests. */
import { join } from 'node:path';
import Database from 'better-sqlite3';

export type Dump = Readonly<Record<string, readonly unknown[]>>;

const MIRROR: Readonly<Record<string, string>> = {
  mails: `
    SELECT mail.message_key, parent.message_key AS parent, mail.sent_at, mail.direction, mail.is_seen, mail.held_by,
           (SELECT min(other.message_key) FROM mail AS other WHERE other.thread_id = mail.thread_id) AS thread
      FROM mail LEFT JOIN mail AS parent ON parent.mail_id = mail.parent_id`,
  bodies: `
    SELECT message_key, length(text_deflated) AS text_bytes,
           (SELECT count(*) FROM participant WHERE participant.mail_id = mail.mail_id) AS participants
      FROM mail JOIN mail_body USING (mail_id)`,
  threads: `
    SELECT newest.message_key AS newest, last_at, mail_count
      FROM thread LEFT JOIN mail AS newest ON newest.mail_id = thread.newest_mail_id`,
  found: `SELECT message_key FROM mail_fts JOIN search_place ON place = mail_fts.rowid JOIN mail USING (mail_id) WHERE mail_fts MATCH 'about*'`,
  placements: `
    SELECT path, uid, message_key, placement.is_seen
      FROM placement JOIN mailbox USING (mailbox_id) JOIN mail USING (mail_id)`,
  followed: `
    SELECT message_key, path, uid FROM followed_mail JOIN mail USING (mail_id) LEFT JOIN mailbox USING (mailbox_id)`,
  labels: `
    SELECT mailbox.path, uid, labelled.path AS labelled
      FROM label JOIN mailbox USING (mailbox_id) JOIN mailbox AS labelled ON labelled.mailbox_id = labelled_id`,
  outside: `SELECT path, uid, is_never_read FROM outside_mail JOIN mailbox USING (mailbox_id)`,
  failed: `SELECT path, uid, because FROM failed_mail JOIN mailbox USING (mailbox_id)`,
  cursors: `SELECT path, uid_validity, uid_next, lowest_uid, server_count FROM mailbox`,
  links: `
    SELECT mail.message_key, card_id, origin, json_remove(evidence, '$.parentId', '$.decidedAt') AS evidence,
           parent.message_key AS parent
      FROM link JOIN mail USING (mail_id)
           LEFT JOIN mail AS parent ON parent.mail_id = json_extract(evidence, '$.parentId')`,
  keptOut: `SELECT message_key, kept_out.card_id FROM kept_out JOIN mail USING (mail_id)`,
  questions: `SELECT message_key, deals FROM question JOIN mail USING (mail_id)`,
  // A detach that was carried out is history: another order of arrival may have had no link to take back.
  outbox: `SELECT message_key, card_id, intent, state FROM outbox WHERE NOT (intent = 'detach' AND state = 'done')`,
  stale: `SELECT thread_id FROM stale_thread`,
  own: `SELECT address, relation, origin FROM own_address`,
};
const CRM: Readonly<Record<string, string>> = {
  activities: `SELECT message_key, card_id, subject, body FROM activity`,
  cards: `SELECT card_id, name, status, stage_id FROM card`,
};

/** The mirror alone, for a profile whose CRM was never opened. */
export function dumpMirror(dir: string): Dump {
  return dumpFile(join(dir, 'mailpin.db'), MIRROR);
}

export function dumpProfile(dir: string): Dump {
  return { ...dumpMirror(dir), ...dumpFile(join(dir, 'crm.db'), CRM) };
}

function dumpFile(path: string, questions: Readonly<Record<string, string>>): Dump {
  const db = new Database(path, { readonly: true });
  try {
    return Object.fromEntries(
      Object.entries(questions).map(([name, text]) => [
        name,
        db
          .prepare(text)
          .all()
          .map((row) => JSON.stringify(row))
          .sort(),
      ]),
    );
  } finally {
    db.close();
  }
}
