-- The deals of a company are asked for with every mail of its people: found without reading its contacts, of whom there may be hundreds.
CREATE INDEX card_deals_of_company ON card (company_id, card_id) WHERE kind = 'deal' AND gone_at IS NULL;
