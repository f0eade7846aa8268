-- Lists ask of every link whether the CRM got its mail without the text. Of nearly all mails it got it: found without reading their lines.
CREATE INDEX ledger_carried_without_text ON ledger (message_key, card_id) WHERE extent = 'headers-only';
