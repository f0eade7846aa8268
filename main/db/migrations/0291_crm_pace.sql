-- What was asked of a CRM a moment ago by every program on this profile, so that all of them together keep to what it allows.
CREATE TABLE crm_spent (
  crm_id TEXT    NOT NULL REFERENCES crm_account ON DELETE CASCADE,
  lane   TEXT    NOT NULL,                                    -- a CRM may have several allowances
  at     INTEGER NOT NULL,                                    -- when the request went out
  cost   INTEGER NOT NULL                                     -- in the CRM's own unit
) STRICT;
CREATE INDEX crm_spent_at ON crm_spent (crm_id, lane, at);
-- What the CRM itself said is left.
CREATE TABLE crm_told (
  crm_id   TEXT    NOT NULL REFERENCES crm_account ON DELETE CASCADE,
  lane     TEXT    NOT NULL,
  remains  INTEGER NOT NULL,
  is_pause INTEGER NOT NULL CHECK (is_pause IN (0, 1)),       -- nothing was left when it was said
  said_at  INTEGER NOT NULL,
  until_at INTEGER NOT NULL,
  because  TEXT    NOT NULL,
  PRIMARY KEY (crm_id, lane)
) STRICT, WITHOUT ROWID;
