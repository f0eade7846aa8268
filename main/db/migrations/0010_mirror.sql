-- The mirror, the cards, the user's decisions, and the debts to the CRM.
-- Times end in _at and are Unix milliseconds, UTC. Booleans are 0 or 1. Everything keyed by message_key survives a re-sync.

CREATE TABLE account (
  account_id     TEXT    PRIMARY KEY,
  address        TEXT    NOT NULL,
  settings       TEXT    NOT NULL CHECK (json_valid(settings)),
  created_at     INTEGER NOT NULL,
  state          TEXT    NOT NULL CHECK (json_valid(state)),  -- AccountState of the contract
  failure_count  INTEGER NOT NULL DEFAULT 0,                  -- in a row; 0 after a success
  told_code      TEXT,                                        -- trouble the user was told of and that is not over
  state_owner    TEXT,                                        -- which engine said so
  lease_owner    TEXT,                                        -- which running engine syncs it now
  lease_until_at INTEGER
) STRICT;

CREATE TABLE own_address (
  address  TEXT PRIMARY KEY,
  relation TEXT NOT NULL CHECK (relation IN ('me', 'colleague', 'not-me')),
  origin   TEXT NOT NULL CHECK (origin IN ('account', 'send-as', 'sent', 'user'))
) STRICT, WITHOUT ROWID;

CREATE TABLE mailbox (
  mailbox_id       INTEGER PRIMARY KEY,
  account_id       TEXT    NOT NULL REFERENCES account ON DELETE CASCADE,
  path             TEXT    NOT NULL,
  role             TEXT    CHECK (role IN ('inbox', 'sent', 'drafts', 'junk', 'trash', 'archive', 'all')),
  is_mirrored      INTEGER NOT NULL CHECK (is_mirrored IN (0, 1)),
  uid_validity     INTEGER,                                   -- NULL before the first pass
  uid_next         INTEGER,                                   -- every stored or failed mail is below it
  highest_mod_seq  INTEGER,                                   -- 63 bits
  lowest_uid       INTEGER,                                   -- backfill reached down to here; NULL = complete
  server_count     INTEGER,
  last_success_at  INTEGER,
  UNIQUE (account_id, path)
) STRICT;

CREATE TABLE thread (
  thread_id      INTEGER PRIMARY KEY,
  newest_mail_id INTEGER NOT NULL,
  last_at        INTEGER NOT NULL,
  mail_count     INTEGER NOT NULL
) STRICT;
CREATE INDEX thread_by_last_at ON thread (last_at DESC, thread_id DESC);

CREATE TABLE mail (
  mail_id            INTEGER PRIMARY KEY,
  message_key        TEXT    NOT NULL UNIQUE,
  message_id         TEXT,
  thread_id          INTEGER NOT NULL REFERENCES thread DEFERRABLE INITIALLY DEFERRED,
  parent_id          INTEGER,                                 -- the mail it answers, within its thread
  subject            TEXT    NOT NULL,
  sent_at            INTEGER NOT NULL,
  is_date_guessed    INTEGER NOT NULL CHECK (is_date_guessed IN (0, 1)),
  direction          TEXT    NOT NULL CHECK (direction IN ('inbound', 'outbound')),
  kind               TEXT    NOT NULL CHECK (kind IN ('personal', 'bulk', 'auto-reply', 'bounce', 'invitation')),
  snippet            TEXT    NOT NULL,                        -- first words, for lists
  text_head          TEXT    NOT NULL,                        -- first part of the text, for ranking deals
  size_bytes         INTEGER NOT NULL,
  provider_thread_id TEXT,
  recipient_count    INTEGER NOT NULL,
  attachment_count   INTEGER NOT NULL,
  is_seen            INTEGER NOT NULL CHECK (is_seen IN (0, 1)),
  held_by            TEXT    CHECK (held_by IN ('internal', 'bulk', 'auto-reply', 'bounce', 'invitation', 'role-address'))
) STRICT;
CREATE INDEX mail_by_message_id ON mail (message_id);
CREATE INDEX mail_by_thread ON mail (thread_id, sent_at);
CREATE INDEX mail_by_filter ON mail (held_by);                -- counts for the status line, without reading the mails
CREATE INDEX mail_by_provider_thread ON mail (provider_thread_id) WHERE provider_thread_id IS NOT NULL;

-- Text and HTML, deflated (raw). html_deflated is NULL for mail without HTML.
CREATE TABLE mail_body (
  mail_id       INTEGER PRIMARY KEY REFERENCES mail ON DELETE CASCADE,
  text_deflated BLOB    NOT NULL,
  html_deflated BLOB
) STRICT;

CREATE TABLE participant (
  mail_id      INTEGER NOT NULL REFERENCES mail ON DELETE CASCADE,
  position     INTEGER NOT NULL,
  role         TEXT    NOT NULL CHECK (role IN ('from', 'sender', 'reply-to', 'to', 'cc', 'bcc')),
  address      TEXT,                                          -- canonical; NULL when the field holds no address
  raw_address  TEXT    NOT NULL,
  display_name TEXT    NOT NULL,
  PRIMARY KEY (mail_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX participant_by_address ON participant (address, mail_id);

-- Every address seen on a mail, once. All addresses of one person have one person_key, so the mails that a card or a
-- decision may touch are found from the card or the decision.
CREATE TABLE known_address (
  address            TEXT PRIMARY KEY,
  person_key         TEXT NOT NULL,
  registrable_domain TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX known_address_by_person ON known_address (person_key);
CREATE INDEX known_address_by_domain ON known_address (registrable_domain);

-- Ids a mail names: position 0 is its own Message-ID, then References in order, then In-Reply-To.
CREATE TABLE mail_reference (
  mail_id    INTEGER NOT NULL REFERENCES mail ON DELETE CASCADE,
  position   INTEGER NOT NULL,
  message_id TEXT    NOT NULL,
  field      TEXT    NOT NULL CHECK (field IN ('message-id', 'references', 'in-reply-to')),
  PRIMARY KEY (mail_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX mail_reference_by_message_id ON mail_reference (message_id, mail_id);

CREATE TABLE attachment (
  mail_id    INTEGER NOT NULL REFERENCES mail ON DELETE CASCADE,
  part       TEXT    NOT NULL,
  file_name  TEXT    NOT NULL,
  media_type TEXT    NOT NULL,
  size_bytes INTEGER NOT NULL,
  content_id TEXT,
  is_inline  INTEGER NOT NULL CHECK (is_inline IN (0, 1)),
  PRIMARY KEY (mail_id, part)
) STRICT, WITHOUT ROWID;

-- One copy of a mail in one mailbox. UIDs are those of mailbox.uid_validity.
CREATE TABLE placement (
  mailbox_id INTEGER NOT NULL REFERENCES mailbox ON DELETE CASCADE,
  uid        INTEGER NOT NULL,
  mail_id    INTEGER NOT NULL REFERENCES mail,
  is_seen    INTEGER NOT NULL CHECK (is_seen IN (0, 1)),
  PRIMARY KEY (mailbox_id, uid)
) STRICT, WITHOUT ROWID;
CREATE INDEX placement_by_mail ON placement (mail_id);

-- Mails that could not be read: counted and named, never forgotten.
CREATE TABLE failed_mail (
  mailbox_id INTEGER NOT NULL REFERENCES mailbox ON DELETE CASCADE,
  uid        INTEGER NOT NULL,
  because    TEXT    NOT NULL,
  failed_at  INTEGER NOT NULL,
  PRIMARY KEY (mailbox_id, uid)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE mail_fts USING fts5 (
  subject, people, body,
  content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);

CREATE TABLE card (
  card_id         TEXT    PRIMARY KEY,
  crm_id          TEXT    NOT NULL,
  kind            TEXT    NOT NULL CHECK (kind IN ('lead', 'contact', 'company', 'deal')),
  remote_id       TEXT    NOT NULL,
  name            TEXT    NOT NULL,
  status          TEXT    NOT NULL CHECK (status IN ('open', 'won', 'lost', 'converted')),
  company_id      TEXT,                                       -- may come later than the card that names it
  stage_id        TEXT,
  amount          TEXT,
  currency        TEXT,
  owner_name      TEXT,
  converted_to_id TEXT,
  created_at      INTEGER,
  closed_at       INTEGER,
  updated_at      INTEGER NOT NULL,
  gone_at         INTEGER,
  CHECK ((amount IS NULL) = (currency IS NULL))
) STRICT;
CREATE INDEX card_by_company ON card (company_id) WHERE company_id IS NOT NULL;
CREATE INDEX card_by_converted_to ON card (converted_to_id) WHERE converted_to_id IS NOT NULL;
CREATE INDEX card_by_stage ON card (stage_id) WHERE stage_id IS NOT NULL;

CREATE TABLE card_address (
  card_id    TEXT    NOT NULL REFERENCES card ON DELETE CASCADE,
  address    TEXT    NOT NULL,                                -- canonical
  is_primary INTEGER NOT NULL CHECK (is_primary IN (0, 1)),
  PRIMARY KEY (card_id, address)
) STRICT, WITHOUT ROWID;
CREATE INDEX card_address_by_address ON card_address (address, card_id);

-- Every key the addresses of a card answer to, by step of the match (rules 1.2), so that a look-up is one index seek.
CREATE TABLE card_address_key (
  address_key TEXT NOT NULL,
  step        TEXT NOT NULL CHECK (step IN ('exact', 'without-tag', 'gmail-dots')),
  card_id     TEXT NOT NULL REFERENCES card ON DELETE CASCADE,
  address     TEXT NOT NULL,
  PRIMARY KEY (address_key, step, card_id, address)
) STRICT, WITHOUT ROWID;
CREATE INDEX card_address_key_by_card ON card_address_key (card_id);

CREATE TABLE card_domain (
  domain  TEXT NOT NULL,
  card_id TEXT NOT NULL REFERENCES card ON DELETE CASCADE,
  PRIMARY KEY (domain, card_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX card_domain_by_card ON card_domain (card_id);

CREATE TABLE deal_person (
  deal_id   TEXT NOT NULL REFERENCES card ON DELETE CASCADE,
  person_id TEXT NOT NULL,
  PRIMARY KEY (deal_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX deal_person_by_person ON deal_person (person_id, deal_id);

CREATE TABLE stage (
  crm_id   TEXT    NOT NULL,
  stage_id TEXT    NOT NULL,
  pipeline TEXT    NOT NULL,
  name     TEXT    NOT NULL,
  position INTEGER NOT NULL,
  outcome  TEXT    NOT NULL CHECK (outcome IN ('open', 'won', 'lost')),
  PRIMARY KEY (crm_id, stage_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE crm_cursor (
  crm_id TEXT PRIMARY KEY,
  cursor TEXT
) STRICT, WITHOUT ROWID;

-- One thing the user did; an undo marks it and nothing is deleted.
CREATE TABLE action (
  action_id  INTEGER PRIMARY KEY,
  verdict    TEXT    NOT NULL CHECK (verdict IN ('attach', 'detach')),
  reach      TEXT    NOT NULL CHECK (reach IN ('message', 'thread', 'person')),
  subject    TEXT    NOT NULL,
  mail_count INTEGER NOT NULL,
  acted_at   INTEGER NOT NULL,
  undone_at  INTEGER
) STRICT;

-- The user's word. A standing detach is a tombstone. Keyed by message identity and card, never by row or UID.
CREATE TABLE decision (
  decision_id INTEGER PRIMARY KEY,
  action_id   INTEGER NOT NULL REFERENCES action,
  verdict     TEXT    NOT NULL CHECK (verdict IN ('attach', 'detach')),
  reach       TEXT    NOT NULL CHECK (reach IN ('message', 'thread', 'person')),
  message_key TEXT    NOT NULL,
  person      TEXT,                                           -- canonical address, when the reach is person
  person_key  TEXT,                                           -- the same for all addresses of that person
  card_id     TEXT    NOT NULL,
  is_split    INTEGER NOT NULL CHECK (is_split IN (0, 1)),
  decided_at  INTEGER NOT NULL,
  CHECK ((reach = 'person') = (person IS NOT NULL)),
  CHECK ((person IS NULL) = (person_key IS NULL))
) STRICT;
CREATE INDEX decision_by_action ON decision (action_id);
CREATE INDEX decision_by_message_key ON decision (message_key);
CREATE INDEX decision_by_person ON decision (person_key) WHERE person_key IS NOT NULL;
CREATE INDEX decision_by_card ON decision (card_id);

-- What the rules and the decisions come to, kept for reading; always equal to deciding again.
CREATE TABLE link (
  mail_id   INTEGER NOT NULL REFERENCES mail,
  card_id   TEXT    NOT NULL REFERENCES card,
  origin    TEXT    NOT NULL CHECK (origin IN ('rule', 'user')),
  evidence  TEXT    NOT NULL CHECK (json_valid(evidence)),
  linked_at INTEGER NOT NULL,
  PRIMARY KEY (mail_id, card_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_by_card ON link (card_id, mail_id);

CREATE TABLE kept_out (
  mail_id     INTEGER NOT NULL REFERENCES mail,
  card_id     TEXT    NOT NULL REFERENCES card,
  decision_id INTEGER NOT NULL REFERENCES decision,
  PRIMARY KEY (mail_id, card_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX kept_out_by_card ON kept_out (card_id);
CREATE INDEX kept_out_by_decision ON kept_out (decision_id);

CREATE TABLE question (
  mail_id INTEGER PRIMARY KEY REFERENCES mail,
  deals   TEXT    NOT NULL CHECK (json_valid(deals))          -- RankedDeal[], best first
) STRICT;

-- Threads to decide again because cards or identity changed; written with that change, so a crash only delays it.
CREATE TABLE stale_thread (
  thread_id INTEGER PRIMARY KEY REFERENCES thread ON DELETE CASCADE
) STRICT;

-- What is owed to the CRM: at most one debt a mail and card. revision rises with every change of mind, so that the answer to
-- an older order is not taken for the answer to a newer one.
CREATE TABLE outbox (
  outbox_id      INTEGER PRIMARY KEY,
  message_key    TEXT    NOT NULL,
  card_id        TEXT    NOT NULL,
  crm_id         TEXT    NOT NULL,
  intent         TEXT    NOT NULL CHECK (intent IN ('attach', 'detach')),
  revision       INTEGER NOT NULL,
  state          TEXT    NOT NULL CHECK (state IN ('pending', 'sending', 'waiting', 'done', 'dead')),
  lease_owner    TEXT,                                        -- the engine that sends it, or sent it last
  lease_until_at INTEGER,
  until_at       INTEGER,
  attempt        INTEGER NOT NULL DEFAULT 0,
  because        TEXT,
  activity_id    TEXT,                                        -- what stands at the CRM as far as we have heard
  is_unsure      INTEGER NOT NULL DEFAULT 0 CHECK (is_unsure IN (0, 1)),  -- an order was sent, its effect is not known
  created_at     INTEGER NOT NULL,
  UNIQUE (message_key, card_id),
  CHECK ((state = 'sending') = (lease_until_at IS NOT NULL)),
  CHECK ((state = 'waiting') = (until_at IS NOT NULL)),
  CHECK ((state IN ('waiting', 'dead')) = (because IS NOT NULL))
) STRICT;
CREATE INDEX outbox_due ON outbox (state, until_at) WHERE state IN ('pending', 'sending', 'waiting');
CREATE INDEX outbox_by_card ON outbox (card_id);

-- Every order that was carried out at a CRM, with its answer. Only grows.
CREATE TABLE ledger (
  ledger_id   INTEGER PRIMARY KEY,
  message_key TEXT    NOT NULL,
  card_id     TEXT    NOT NULL,
  intent      TEXT    NOT NULL CHECK (intent IN ('attach', 'detach')),
  extent      TEXT    CHECK (extent IN ('headers-only', 'full')),
  answer      TEXT    NOT NULL,
  activity_id TEXT,
  answered_at INTEGER NOT NULL
) STRICT;
CREATE INDEX ledger_by_message_key ON ledger (message_key, card_id);
