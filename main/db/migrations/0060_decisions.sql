-- What the user did, in more kinds than attach and detach, each part of it takeable back by itself; how much of a mail may
-- leave; what waits for the user before it leaves; links that ended.

-- An action of extent has a reach and no verdict, an import neither. SQLite cannot loosen a column, so the table is made anew;
-- rows that refer to it find it again before the transaction ends.
PRAGMA defer_foreign_keys = ON;
CREATE TABLE action_before AS SELECT * FROM action;
DROP TABLE action;
CREATE TABLE action (
  action_id  INTEGER PRIMARY KEY,
  kind       TEXT    NOT NULL CHECK (kind IN ('links', 'extent', 'import')),
  verdict    TEXT    CHECK (verdict IN ('attach', 'detach')),
  reach      TEXT    CHECK (reach IN ('message', 'thread', 'person')),
  subject    TEXT    NOT NULL,
  mail_count INTEGER NOT NULL,
  acted_at   INTEGER NOT NULL,
  undone_at  INTEGER,
  CHECK ((kind = 'links') = (verdict IS NOT NULL)),
  CHECK ((kind = 'import') = (reach IS NULL))
) STRICT;
INSERT INTO action (action_id, kind, verdict, reach, subject, mail_count, acted_at, undone_at)
SELECT action_id, 'links', verdict, reach, subject, mail_count, acted_at, undone_at FROM action_before;
DROP TABLE action_before;

-- Undone one by one, since what came from another computer may have been taken back there before it came.
ALTER TABLE decision ADD COLUMN undone_at INTEGER;
UPDATE decision SET undone_at = (SELECT undone_at FROM action WHERE action.action_id = decision.action_id);

-- Time as decisions tell it: later than every decision known here, also those of a computer whose clock is ahead, so that what the
-- user says now is always the latest word.
CREATE TABLE decision_clock (
  only    INTEGER PRIMARY KEY CHECK (only = 1),
  last_at INTEGER NOT NULL
) STRICT;
INSERT INTO decision_clock (only, last_at) SELECT 1, coalesce(max(max(decided_at), coalesce(max(undone_at), 0)), 0) FROM decision;

-- How much of a mail may leave this computer, as the user said it. Keyed like decisions.
CREATE TABLE extent_choice (
  choice_id   INTEGER PRIMARY KEY,
  action_id   INTEGER NOT NULL REFERENCES action,
  reach       TEXT    NOT NULL CHECK (reach IN ('message', 'thread')),
  message_key TEXT    NOT NULL,
  extent      TEXT    NOT NULL CHECK (extent IN ('none', 'headers-only', 'full')),
  decided_at  INTEGER NOT NULL,
  undone_at   INTEGER
) STRICT;
CREATE INDEX extent_choice_by_action ON extent_choice (action_id);
CREATE INDEX extent_choice_by_message_key ON extent_choice (message_key);

-- Words that an import marked as taken back, so that taking back the import makes them stand again.
CREATE TABLE undone_by_import (
  action_id  INTEGER NOT NULL REFERENCES action,
  word       TEXT    NOT NULL CHECK (word IN ('decision', 'extent')),
  word_id    INTEGER NOT NULL,                                -- decision_id or choice_id
  PRIMARY KEY (action_id, word, word_id)
) STRICT, WITHOUT ROWID;

-- What the choices come to, kept for reading like held_by.
ALTER TABLE mail ADD COLUMN extent TEXT NOT NULL DEFAULT 'full' CHECK (extent IN ('none', 'headers-only', 'full'));

-- Links that ended. A link that stands carries its beginning and its evidence itself, so a mirror that only grows writes nothing here.
CREATE TABLE past_link (
  past_link_id INTEGER PRIMARY KEY,
  message_key  TEXT    NOT NULL,
  card_id      TEXT    NOT NULL,
  origin       TEXT    NOT NULL CHECK (origin IN ('rule', 'user')),
  evidence     TEXT    NOT NULL CHECK (json_valid(evidence)),
  linked_at    INTEGER NOT NULL,
  ended_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX past_link_by_message_key ON past_link (message_key);
CREATE INDEX past_link_by_card ON past_link (card_id, ended_at);

-- extent: how much is owed to the CRM. must_replace: something else may stand there. gate: what a debt waits for before its time.
ALTER TABLE outbox ADD COLUMN extent TEXT NOT NULL DEFAULT 'full' CHECK (extent IN ('headers-only', 'full'));
ALTER TABLE outbox ADD COLUMN must_replace INTEGER NOT NULL DEFAULT 0 CHECK (must_replace IN (0, 1));
ALTER TABLE outbox ADD COLUMN gate TEXT NOT NULL DEFAULT 'unscreened'
  CHECK (gate IN ('unscreened', 'open', 'personal', 'rehearsal'));
UPDATE outbox SET gate = 'open' WHERE intent = 'detach' OR state IN ('sending', 'done', 'dead');
CREATE INDEX outbox_by_gate ON outbox (crm_id, gate) WHERE state IN ('pending', 'sending', 'waiting');

-- Mails that look personal and are not pushed before the user says yes; derived, made again when words or decisions change.
CREATE TABLE push_hold (
  message_key TEXT PRIMARY KEY,
  sign        TEXT NOT NULL CHECK (json_valid(sign))          -- PersonalSign: what gave it away
) STRICT, WITHOUT ROWID;

-- What the user changed about the words that come with Mailpin, and private addresses.
CREATE TABLE personal_word (
  language   TEXT    NOT NULL,
  word       TEXT    NOT NULL,                                -- as it is compared; an address where the language is 'address'
  is_added   INTEGER NOT NULL CHECK (is_added IN (0, 1)),     -- 0: a word that came with Mailpin and no longer counts
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (language, word)
) STRICT, WITHOUT ROWID;

-- Whether a CRM is rehearsed before its first push; without a row CRMs elsewhere are, those on this computer are not.
CREATE TABLE rehearsal_mode (
  crm_id     TEXT    PRIMARY KEY,
  is_on      INTEGER NOT NULL CHECK (is_on IN (0, 1)),
  changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The user saw what would happen and said go: for one account and one CRM.
CREATE TABLE rehearsal_go (
  crm_id     TEXT    NOT NULL,
  account_id TEXT    NOT NULL REFERENCES account ON DELETE CASCADE,
  gone_at    INTEGER NOT NULL,
  PRIMARY KEY (account_id, crm_id)
) STRICT, WITHOUT ROWID;
