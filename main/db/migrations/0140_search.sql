-- Search over everything mirrored: a row of mail_fts is a place, and places rise with the day on which a mail was sent, so the newest
-- hits come first without looking at the older ones. The text itself is not kept twice (content = '').
DROP TABLE mail_fts;
CREATE VIRTUAL TABLE mail_fts USING fts5 (
  subject, sender, recipients, copies, files, body,
  content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
-- Merges fewer, larger pieces: a first sync writes many.
INSERT INTO mail_fts (mail_fts, rank) VALUES ('automerge', 8);
-- Asked to merge, it merges whatever is in two pieces: a look-up asks every piece.
INSERT INTO mail_fts (mail_fts, rank) VALUES ('usermerge', 2);
-- The words of the index, to find those that begin with what somebody typed.
CREATE VIRTUAL TABLE mail_word USING fts5vocab (mail_fts, instance);

CREATE TABLE search_place (
  place   INTEGER PRIMARY KEY,
  mail_id INTEGER NOT NULL UNIQUE REFERENCES mail ON DELETE CASCADE
) STRICT;
-- A mail that goes leaves the index too, whoever deletes it.
CREATE TRIGGER search_place_gone AFTER DELETE ON search_place BEGIN
  DELETE FROM mail_fts WHERE rowid = old.place;
END;

-- Mails that are not in the index yet: all that were mirrored before this schema. The engine takes them in while it runs.
CREATE TABLE unsearched_mail (
  mail_id INTEGER PRIMARY KEY REFERENCES mail ON DELETE CASCADE
) STRICT;
INSERT INTO unsearched_mail (mail_id) SELECT mail_id FROM mail;

CREATE INDEX mail_unseen ON mail (mail_id) WHERE is_seen = 0;
