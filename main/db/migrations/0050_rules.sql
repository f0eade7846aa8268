-- What the user says about the rules: who is who, which domains are whose, what filters let through, who is protected or blocked.

-- What the mailbox taught, under the user's word; NULL = nothing.
ALTER TABLE own_address ADD COLUMN learnt_as TEXT CHECK (learnt_as IN ('account', 'send-as', 'sent'));

CREATE TABLE domain_word (
  domain TEXT    NOT NULL,                                    -- ASCII; covers what is below it
  about  TEXT    NOT NULL CHECK (about IN ('company', 'free-mail')),
  is_so  INTEGER NOT NULL CHECK (is_so IN (0, 1)),
  PRIMARY KEY (domain, about)
) STRICT, WITHOUT ROWID;

CREATE TABLE allowance (
  allowance_id INTEGER PRIMARY KEY,
  kind         TEXT    NOT NULL CHECK (kind IN ('address', 'domain', 'list', 'mail', 'thread')),
  value        TEXT    NOT NULL,                              -- of a mail or thread: a message key
  allowed_at   INTEGER NOT NULL,
  UNIQUE (kind, value)
) STRICT;

CREATE TABLE blocklist (
  entry_id  INTEGER PRIMARY KEY,
  mode      TEXT    NOT NULL CHECK (mode IN ('protected', 'blocked')),
  kind      TEXT    NOT NULL CHECK (kind IN ('address', 'person', 'domain')),
  value     TEXT    NOT NULL,                                 -- address, id of the card, or domain in ASCII
  name      TEXT    NOT NULL,                                 -- what the user reads; of a card as it was called
  listed_at INTEGER NOT NULL,
  UNIQUE (kind, value)
) STRICT;

-- What an entry covers besides what its card says now, so that nobody loses protection when their card changes or goes.
CREATE TABLE blocklist_part (
  entry_id INTEGER NOT NULL REFERENCES blocklist ON DELETE CASCADE,
  kind     TEXT    NOT NULL CHECK (kind IN ('address', 'domain')),
  value    TEXT    NOT NULL,
  PRIMARY KEY (entry_id, kind, value)
) STRICT, WITHOUT ROWID;

-- Copies of mail at servers that is not kept because of the blocklist: accounted for, never fetched again. Of the mail itself only
-- the hash of its key stays, so that copies of one mail are counted once.
CREATE TABLE blocked_placement (
  mailbox_id INTEGER NOT NULL REFERENCES mailbox ON DELETE CASCADE,
  uid        INTEGER NOT NULL,
  key_hash   TEXT    NOT NULL,
  entry_id   INTEGER NOT NULL REFERENCES blocklist ON DELETE CASCADE,
  held_at    INTEGER NOT NULL,
  PRIMARY KEY (mailbox_id, uid)
) STRICT, WITHOUT ROWID;
CREATE INDEX blocked_placement_by_entry ON blocked_placement (entry_id);

-- The mailing list a mail came by (RFC 2919), and to whom the server delivered it; only where the header says so.
CREATE TABLE mail_list (
  mail_id INTEGER PRIMARY KEY REFERENCES mail ON DELETE CASCADE,
  list_id TEXT    NOT NULL                                    -- lower case
) STRICT;
CREATE INDEX mail_list_by_list_id ON mail_list (list_id);
CREATE TABLE delivery (
  mail_id INTEGER NOT NULL REFERENCES mail ON DELETE CASCADE,
  address TEXT    NOT NULL,                                   -- canonical
  PRIMARY KEY (mail_id, address)
) STRICT, WITHOUT ROWID;
CREATE INDEX delivery_by_address ON delivery (address);

-- More filters: machines apart from desks, and the blocklist. SQLite cannot widen a check, so the column is made anew.
DROP INDEX mail_by_filter;
ALTER TABLE mail RENAME COLUMN held_by TO held_by_before;
ALTER TABLE mail ADD COLUMN held_by TEXT CHECK (held_by IN (
  'protected', 'blocked', 'internal', 'bulk', 'auto-reply', 'bounce', 'invitation', 'no-reply', 'role-address'));
UPDATE mail SET held_by = held_by_before WHERE held_by_before IS NOT NULL;
ALTER TABLE mail DROP COLUMN held_by_before;
CREATE INDEX mail_by_filter ON mail (held_by);
INSERT INTO stale_thread (thread_id)
SELECT DISTINCT thread_id FROM mail WHERE held_by = 'role-address'
ON CONFLICT DO NOTHING;
