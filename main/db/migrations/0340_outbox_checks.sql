-- A list of more than two in a check is a table that SQLite makes for each statement and looks every row up in: a fourth of what writing a
-- debt cost. Compared one by one, the same is checked.
CREATE TABLE outbox_new (
  outbox_id       INTEGER PRIMARY KEY,
  message_key     TEXT    NOT NULL,
  card_id         TEXT    NOT NULL,
  crm_id          TEXT    NOT NULL,
  intent          TEXT    NOT NULL CHECK (intent = 'attach' OR intent = 'detach'),
  revision        INTEGER NOT NULL,
  state           TEXT    NOT NULL
    CHECK (state = 'pending' OR state = 'sending' OR state = 'waiting' OR state = 'done' OR state = 'dead'),
  lease_owner     TEXT,                                       -- the engine that sends it, or sent it last
  lease_until_at  INTEGER,
  until_at        INTEGER,
  attempt         INTEGER NOT NULL DEFAULT 0,
  because         TEXT,
  activity_id     TEXT,                                       -- what stands at the CRM as far as we have heard
  is_unsure       INTEGER NOT NULL DEFAULT 0 CHECK (is_unsure = 0 OR is_unsure = 1),  -- an order was sent, its effect is not known
  created_at      INTEGER NOT NULL,
  extent          TEXT    NOT NULL DEFAULT 'full' CHECK (extent = 'full' OR extent = 'headers-only'),
  must_replace    INTEGER NOT NULL DEFAULT 0 CHECK (must_replace = 0 OR must_replace = 1),
  gate            TEXT    NOT NULL DEFAULT 'unscreened'
    CHECK (gate = 'unscreened' OR gate = 'open' OR gate = 'personal' OR gate = 'rehearsal'),
  because_details TEXT    CHECK (because_details IS NULL OR json_valid(because_details)),
  UNIQUE (message_key, card_id),
  CHECK ((state = 'sending') = (lease_until_at IS NOT NULL)),
  CHECK ((state = 'waiting') = (until_at IS NOT NULL)),
  CHECK ((state = 'waiting' OR state = 'dead') = (because IS NOT NULL))
) STRICT;
INSERT INTO outbox_new (
  outbox_id, message_key, card_id, crm_id, intent, revision, state, lease_owner, lease_until_at, until_at, attempt, because, activity_id,
  is_unsure, created_at, extent, must_replace, gate, because_details)
SELECT outbox_id, message_key, card_id, crm_id, intent, revision, state, lease_owner, lease_until_at, until_at, attempt, because, activity_id,
       is_unsure, created_at, extent, must_replace, gate, because_details
  FROM outbox;
DROP TABLE outbox;
ALTER TABLE outbox_new RENAME TO outbox;
CREATE INDEX outbox_by_gate ON outbox (crm_id, gate) WHERE state IN ('pending', 'sending', 'waiting');
CREATE INDEX outbox_under_way ON outbox (lease_owner) WHERE state = 'sending';
CREATE INDEX outbox_settled ON outbox (card_id) WHERE state IN ('done', 'dead');
CREATE INDEX outbox_dead ON outbox (card_id) WHERE state = 'dead';
CREATE INDEX outbox_taken_off ON outbox (outbox_id) WHERE state = 'done' AND intent = 'detach';
