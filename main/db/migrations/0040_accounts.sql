-- Accounts with a life: what of their mail is read, which mailboxes, whether they are connected, what the last audit found.

ALTER TABLE account ADD COLUMN import_choice TEXT NOT NULL DEFAULT '{"kind":"everything"}'
  CHECK (json_valid(import_choice));                          -- ImportChoice of the domain
ALTER TABLE account ADD COLUMN disconnected_at INTEGER;       -- the user disconnected it; NULL = connected
ALTER TABLE account ADD COLUMN deleting_at INTEGER;           -- its data is being deleted; goes on after a crash

ALTER TABLE mailbox ADD COLUMN is_ticked INTEGER CHECK (is_ticked IN (0, 1));  -- the user's word; NULL = by role
ALTER TABLE mailbox ADD COLUMN listed_count INTEGER;          -- mails at the server when its mailboxes were last looked through

-- Mails that the import choice leaves at the server: accounted for, not read.
CREATE TABLE outside_mail (
  mailbox_id INTEGER NOT NULL REFERENCES mailbox ON DELETE CASCADE,
  uid        INTEGER NOT NULL,
  PRIMARY KEY (mailbox_id, uid)
) STRICT, WITHOUT ROWID;

-- Mails without a copy at any server, and the account that held the last one. Kept by the triggers below, so that no writer can
-- forget it: such mail stays because of its links (rules 3.2), leaves the list of threads without them, and goes with its account.
CREATE TABLE vanished_mail (
  mail_id    INTEGER PRIMARY KEY REFERENCES mail ON DELETE CASCADE,
  account_id TEXT    REFERENCES account ON DELETE SET NULL
) STRICT;
CREATE INDEX vanished_mail_by_account ON vanished_mail (account_id);

CREATE TRIGGER placement_gone AFTER DELETE ON placement
WHEN NOT EXISTS (SELECT 1 FROM placement WHERE mail_id = OLD.mail_id)
BEGIN
  INSERT OR REPLACE INTO vanished_mail (mail_id, account_id)
  SELECT mail_id, (SELECT account_id FROM mailbox WHERE mailbox_id = OLD.mailbox_id)
    FROM mail
   WHERE mail_id = OLD.mail_id;
END;
CREATE TRIGGER placement_moved AFTER UPDATE OF mail_id ON placement
WHEN OLD.mail_id <> NEW.mail_id
BEGIN
  DELETE FROM vanished_mail WHERE mail_id = NEW.mail_id;
  INSERT OR REPLACE INTO vanished_mail (mail_id, account_id)
  SELECT mail_id, (SELECT account_id FROM mailbox WHERE mailbox_id = OLD.mailbox_id)
    FROM mail
   WHERE mail_id = OLD.mail_id AND NOT EXISTS (SELECT 1 FROM placement WHERE placement.mail_id = OLD.mail_id);
END;
CREATE TRIGGER placement_come AFTER INSERT ON placement
BEGIN
  DELETE FROM vanished_mail WHERE mail_id = NEW.mail_id;
END;
INSERT INTO vanished_mail (mail_id, account_id)
SELECT mail_id, (SELECT account_id FROM account ORDER BY created_at LIMIT 1)
  FROM mail
 WHERE NOT EXISTS (SELECT 1 FROM placement WHERE placement.mail_id = mail.mail_id);

-- The last audit of an account, whole: AuditReport of the contract.
CREATE TABLE audit (
  account_id TEXT    PRIMARY KEY REFERENCES account ON DELETE CASCADE,
  ended_at   INTEGER NOT NULL,
  report     TEXT    NOT NULL CHECK (json_valid(report))
) STRICT;

-- How long the text of mail is kept on this computer; NULL = always. One row.
CREATE TABLE retention (
  only_row    INTEGER PRIMARY KEY CHECK (only_row = 1),
  body_months INTEGER CHECK (body_months > 0)
) STRICT;
INSERT INTO retention (only_row, body_months) VALUES (1, NULL);
