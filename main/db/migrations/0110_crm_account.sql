-- CRMs elsewhere that the user connected. A row stays when one is disconnected: its cards and what it was sent stay known.
CREATE TABLE crm_account (
  crm_id          TEXT    PRIMARY KEY,
  connector       TEXT    NOT NULL,
  url             TEXT    NOT NULL,
  user_name       TEXT    NOT NULL,                           -- who it is at the CRM, as the CRM says
  connected_at    INTEGER NOT NULL,
  disconnected_at INTEGER,
  read_at         INTEGER,                                    -- when all changes were read last
  trouble         TEXT    CHECK (json_valid(trouble))         -- WireError of the last attempt; NULL after a success
) STRICT;
