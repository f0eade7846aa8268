-- How changed cards come from this account, where its plan decides that; NULL where it is as with every account of the connector.
ALTER TABLE crm_account ADD COLUMN changes TEXT CHECK (changes IN ('cursor', 'updated-since', 'full-scan'));
ALTER TABLE crm_account ADD COLUMN reports_deletes INTEGER CHECK (reports_deletes IN (0, 1));
