-- A change of the rules, a join of threads and the making of a card are actions too, and are taken back like any other.

-- They have neither verdict nor reach. SQLite cannot loosen a check, so the table is made anew; rows that refer to it find it again
-- before the transaction ends.
PRAGMA defer_foreign_keys = ON;
CREATE TABLE action_before AS SELECT * FROM action;
DROP TABLE action;
CREATE TABLE action (
  action_id  INTEGER PRIMARY KEY,
  kind       TEXT    NOT NULL CHECK (kind IN ('links', 'extent', 'import', 'rule', 'card')),
  verdict    TEXT    CHECK (verdict IN ('attach', 'detach')),
  reach      TEXT    CHECK (reach IN ('message', 'thread', 'person')),
  subject    TEXT    NOT NULL,
  mail_count INTEGER NOT NULL,
  acted_at   INTEGER NOT NULL,
  undone_at  INTEGER,
  CHECK ((kind = 'links') = (verdict IS NOT NULL)),
  CHECK ((kind IN ('links', 'extent')) = (reach IS NOT NULL))
) STRICT;
INSERT INTO action (action_id, kind, verdict, reach, subject, mail_count, acted_at, undone_at)
SELECT action_id, kind, verdict, reach, subject, mail_count, acted_at, undone_at FROM action_before;
DROP TABLE action_before;

-- What an action said of rules (see rule_word), and the word that stood before it and stands again when the action is taken back.
CREATE TABLE rule_change (
  action_id INTEGER NOT NULL REFERENCES action,
  topic     TEXT    NOT NULL,
  subject   TEXT    NOT NULL,
  value     TEXT    NOT NULL CHECK (json_valid(value)),
  said_at   INTEGER NOT NULL,
  before    TEXT    NOT NULL CHECK (json_valid(before)),
  before_at INTEGER,                                          -- null: nothing had been said
  PRIMARY KEY (action_id, topic, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX rule_change_by_subject ON rule_change (topic, subject, said_at);

-- The cards an action made; taken back, they are gone.
CREATE TABLE made_card (
  action_id INTEGER NOT NULL REFERENCES action,
  card_id   TEXT    NOT NULL,
  PRIMARY KEY (action_id, card_id)
) STRICT, WITHOUT ROWID;
