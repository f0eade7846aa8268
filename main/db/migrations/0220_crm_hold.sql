-- A CRM said that it takes nothing more until then: slow down, or the budget of the day is gone.
ALTER TABLE crm_account ADD COLUMN hold_until_at INTEGER;
ALTER TABLE crm_account ADD COLUMN hold_because TEXT;
-- What the CRM said with its refusal, in its own words: details of the error.
ALTER TABLE outbox ADD COLUMN because_details TEXT CHECK (json_valid(because_details));
