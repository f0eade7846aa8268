-- How long the texts of mail are kept whole, and of which mails only the beginning is here. The months stand in retention.body_months.
ALTER TABLE retention ADD COLUMN spared TEXT NOT NULL DEFAULT 'on-cards'
  CHECK (spared IN ('on-cards', 'open-deals', 'nothing'));    -- which mail keeps its text however old it is

CREATE TABLE shortened_text (
  mail_id      INTEGER PRIMARY KEY REFERENCES mail ON DELETE CASCADE,
  text_bytes   INTEGER NOT NULL,                              -- UTF-8, of the whole text
  shortened_at INTEGER NOT NULL,
  is_lost      INTEGER NOT NULL DEFAULT 0 CHECK (is_lost IN (0, 1))  -- no server has the mail any more
) STRICT;

-- Texts that were fetched again because somebody wanted to read them; they stay for a while.
CREATE TABLE refetched_text (
  mail_id    INTEGER PRIMARY KEY REFERENCES mail ON DELETE CASCADE,
  fetched_at INTEGER NOT NULL
) STRICT;
