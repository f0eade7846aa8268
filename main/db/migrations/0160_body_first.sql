-- The search index names the column of every word that is not in its first one: two bytes a word, so the text comes first.
DROP TABLE mail_word;
DROP TABLE mail_fts;
CREATE VIRTUAL TABLE mail_fts USING fts5 (
  body, subject, sender, recipients, copies, files,
  content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO mail_fts (mail_fts, rank) VALUES ('automerge', 8);
INSERT INTO mail_fts (mail_fts, rank) VALUES ('usermerge', 2);
CREATE VIRTUAL TABLE mail_word USING fts5vocab (mail_fts, instance);

-- The engine takes the mails in again while it runs.
DELETE FROM search_place;
INSERT INTO unsearched_mail (mail_id) SELECT mail_id FROM mail WHERE TRUE ON CONFLICT DO NOTHING;
