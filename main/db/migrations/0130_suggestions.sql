-- What the user said of suggestions. Keyed by message identity, person and card, so that it survives re-syncs and other computers.

-- Two mails belong together though no reference says so: the later one is read as an answer to the other.
CREATE TABLE thread_join (
  join_id     INTEGER PRIMARY KEY,
  message_key TEXT    NOT NULL,
  answers_key TEXT    NOT NULL,
  joined_at   INTEGER NOT NULL,
  parted_at   INTEGER,                                        -- the user took it back
  CHECK (message_key <> answers_key)
) STRICT;
CREATE UNIQUE INDEX thread_join_standing ON thread_join (message_key) WHERE parted_at IS NULL;
CREATE INDEX thread_join_by_answers_key ON thread_join (answers_key) WHERE parted_at IS NULL;

-- Suggestions that are not to be made again.
CREATE TABLE dismissed_suggestion (
  suggestion   TEXT    PRIMARY KEY,                           -- SuggestionKey of the contract
  dismissed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
