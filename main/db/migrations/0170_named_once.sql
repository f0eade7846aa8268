-- Each name of a mail is kept once: its own id stands in mail.message_id, what it answers mostly among its references already, and most
-- mail is delivered to the address of its account.
DELETE FROM mail_reference WHERE field = 'message-id';
DELETE FROM mail_reference
 WHERE field = 'in-reply-to'
   AND EXISTS (SELECT 1 FROM mail_reference AS other
                WHERE other.mail_id = mail_reference.mail_id AND other.field = 'references'
                  AND other.message_id = mail_reference.message_id);
DELETE FROM delivery WHERE address IN (SELECT address FROM own_address WHERE origin = 'account' OR learnt_as = 'account');

-- An address that is written as it is compared, as most are, stands once too: what is written is '' then.
ALTER TABLE participant RENAME COLUMN raw_address TO written_address;
UPDATE participant SET written_address = '' WHERE written_address = address;
ALTER TABLE participant ADD COLUMN raw_address TEXT
  GENERATED ALWAYS AS (CASE written_address WHEN '' THEN coalesce(address, '') ELSE written_address END) VIRTUAL;
