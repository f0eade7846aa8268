-- Reading the past beside the present, and following mail that is filed elsewhere.

ALTER TABLE account ADD COLUMN is_backfill_paused INTEGER NOT NULL DEFAULT 0 CHECK (is_backfill_paused IN (0, 1));
ALTER TABLE mailbox ADD COLUMN backfill_mod_seq INTEGER;      -- HIGHESTMODSEQ when the backfill began; 63 bits

-- Where a mail is that left the mirrored mailboxes. Looked for once; mailbox_id is NULL where it was nowhere.
CREATE TABLE followed_mail (
  mail_id      INTEGER PRIMARY KEY REFERENCES mail ON DELETE CASCADE,
  mailbox_id   INTEGER REFERENCES mailbox ON DELETE CASCADE,
  uid_validity INTEGER,
  uid          INTEGER,
  looked_at    INTEGER NOT NULL,
  CHECK ((mailbox_id IS NULL) = (uid IS NULL)),
  CHECK ((mailbox_id IS NULL) = (uid_validity IS NULL))
) STRICT;
CREATE INDEX followed_mail_by_mailbox ON followed_mail (mailbox_id) WHERE mailbox_id IS NOT NULL;
CREATE TRIGGER followed_mail_back AFTER INSERT ON placement
BEGIN
  DELETE FROM followed_mail WHERE mail_id = NEW.mail_id;
END;
