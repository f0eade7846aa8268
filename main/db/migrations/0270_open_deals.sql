-- New deals are proposed mail: they are the open ones that changed last, found without reading every card.
CREATE INDEX card_open_deals ON card (updated_at DESC, card_id) WHERE kind = 'deal' AND status = 'open' AND gone_at IS NULL;
