-- A debt is written with every new link: its indexes hold only what is looked for. By its gate it is found in outbox_by_gate, by its
-- mail in the unique pair of mail and card.
DROP INDEX outbox_due;
DROP INDEX outbox_by_card;
CREATE INDEX outbox_under_way ON outbox (lease_owner) WHERE state = 'sending';
CREATE INDEX outbox_settled ON outbox (card_id) WHERE state IN ('done', 'dead');
