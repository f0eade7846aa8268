-- What a server says of a mail besides its bytes: its own id of it, and the labels of Gmail.

-- The server's id of a mail, the same in every mailbox of the account (X-GM-MSGID; EMAILID, RFC 8474): a copy in another mailbox is
-- known by it without being fetched.
CREATE TABLE server_mail (
  account_id TEXT    NOT NULL REFERENCES account ON DELETE CASCADE,
  server_id  TEXT    NOT NULL,
  mail_id    INTEGER NOT NULL REFERENCES mail ON DELETE CASCADE,
  PRIMARY KEY (account_id, server_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX server_mail_by_mail ON server_mail (mail_id);

-- The mailboxes that a copy's labels name besides the one it is in, read or not. A label goes with its copy, whoever takes that away.
CREATE TABLE label (
  mailbox_id  INTEGER NOT NULL REFERENCES mailbox ON DELETE CASCADE,
  uid         INTEGER NOT NULL,
  labelled_id INTEGER NOT NULL REFERENCES mailbox ON DELETE CASCADE,
  PRIMARY KEY (mailbox_id, uid, labelled_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX label_by_labelled ON label (labelled_id);
CREATE TRIGGER label_gone AFTER DELETE ON placement
BEGIN
  DELETE FROM label WHERE mailbox_id = OLD.mailbox_id AND uid = OLD.uid;
END;

-- 1 = a draft, junk or trash among other mail (Gmail's All Mail): it is not read, whatever the import choice.
ALTER TABLE outside_mail ADD COLUMN is_never_read INTEGER NOT NULL DEFAULT 0 CHECK (is_never_read IN (0, 1));
