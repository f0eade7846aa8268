-- How much of a mail left with an order. What went before this column is not known: NULL.
ALTER TABLE ledger ADD COLUMN sent_bytes INTEGER CHECK (sent_bytes >= 0);
