-- What a CRM refused for good is counted for the status line without reading everything that was ever pushed.
CREATE INDEX outbox_dead ON outbox (card_id) WHERE state = 'dead';
