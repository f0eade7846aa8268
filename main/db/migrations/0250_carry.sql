-- Mail carried over from one CRM to another. Going is an action like any other, and is taken back like any other: its words are
-- decisions on the cards of the new CRM.

-- SQLite cannot loosen a check, so the table is made anew; rows that refer to it find it again before the transaction ends.
PRAGMA defer_foreign_keys = ON;
CREATE TABLE action_before AS SELECT * FROM action;
DROP TABLE action;
CREATE TABLE action (
  action_id  INTEGER PRIMARY KEY,
  kind       TEXT    NOT NULL CHECK (kind IN ('links', 'extent', 'import', 'rule', 'card', 'carry')),
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

-- One row for two CRMs. Planned anew, it begins again; what was carried before stays carried.
CREATE TABLE carry (
  carry_id    INTEGER PRIMARY KEY,
  from_crm    TEXT    NOT NULL,
  to_crm      TEXT    NOT NULL,
  planned_at  INTEGER NOT NULL,
  gone_at     INTEGER,                                          -- the user said go
  action_id   INTEGER REFERENCES action,                        -- what it said; null before there was anything to say
  finished_at INTEGER,                                          -- every word of it is written
  UNIQUE (from_crm, to_crm),
  CHECK (gone_at IS NOT NULL OR (action_id IS NULL AND finished_at IS NULL))
) STRICT;
CREATE INDEX carry_by_action ON carry (action_id);

-- Cards of the old CRM with something to carry, each with the cards of the new one that may stand for it.
CREATE TABLE carry_card (
  carry_id       INTEGER NOT NULL REFERENCES carry ON DELETE CASCADE,
  card_id        TEXT    NOT NULL,
  state          TEXT    NOT NULL CHECK (state IN ('matched', 'unsure', 'none')),
  candidates     TEXT    NOT NULL CHECK (json_valid(candidates)),  -- Counterpart[], likeliest first
  said           TEXT    CHECK (said IN ('chosen', 'left-out')),
  counterpart_id TEXT,                                          -- where its mail goes; null: nowhere
  written_at     INTEGER,
  PRIMARY KEY (carry_id, card_id),
  CHECK (said IS NOT 'left-out' OR counterpart_id IS NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX carry_card_by_card ON carry_card (card_id);

-- Several CRMs stand side by side: the cards of one are asked for.
CREATE INDEX card_by_crm ON card (crm_id);
