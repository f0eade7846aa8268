-- A word that holds mail back is compared in one form and shown in another: as the user wrote it. NULL: as it is compared.
ALTER TABLE personal_word ADD COLUMN written TEXT;
