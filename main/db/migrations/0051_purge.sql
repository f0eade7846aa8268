-- Mail of people blocked with their past is being taken out; goes on after a crash.
ALTER TABLE blocklist ADD COLUMN is_purging INTEGER NOT NULL DEFAULT 0 CHECK (is_purging IN (0, 1));
