-- A word that was said with many others when mail was carried over: nobody looked at the mail itself, on whichever computer it is read.
ALTER TABLE decision ADD COLUMN is_carried INTEGER NOT NULL DEFAULT 0 CHECK (is_carried IN (0, 1));
UPDATE decision SET is_carried = 1 WHERE action_id IN (SELECT action_id FROM action WHERE kind = 'carry');
