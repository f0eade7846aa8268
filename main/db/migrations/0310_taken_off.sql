-- Mail that was taken off cards again is rare; how much of it there is, is asked after every change.
CREATE INDEX outbox_taken_off ON outbox (outbox_id) WHERE state = 'done' AND intent = 'detach';
