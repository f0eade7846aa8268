-- What is known of a mail besides its text: the recipients of a bounce, an invitation, how long somebody is away.
CREATE TABLE mail_detail (
  mail_id             INTEGER PRIMARY KEY REFERENCES mail ON DELETE CASCADE,
  details             TEXT    NOT NULL CHECK (json_valid(details)),  -- MailDetails of the domain
  original_message_id TEXT                                           -- of the mail that bounced, which may come later
) STRICT;
CREATE INDEX mail_detail_by_original ON mail_detail (original_message_id) WHERE original_message_id IS NOT NULL;
