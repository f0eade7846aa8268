-- The key of a mail begins with its Message-ID and `#` (app/domain/message-key.ts), so the mails with a Message-ID stand side by side in the
-- index of keys: a second index of the same ids is not needed.
DROP INDEX mail_by_message_id;
