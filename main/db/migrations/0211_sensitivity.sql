-- Mail whose writer asked for discretion in its header. A row only where they did; mail read before knows nothing of it.
CREATE TABLE mail_sensitivity (
  mail_id     INTEGER PRIMARY KEY REFERENCES mail ON DELETE CASCADE,
  sensitivity TEXT    NOT NULL CHECK (sensitivity IN ('personal', 'private', 'company-confidential'))
) STRICT;
