-- What the user said last about each rule, also that they took it back, so that a second computer decides the same.
CREATE TABLE rule_word (
  topic   TEXT    NOT NULL CHECK (topic IN (
    'relation', 'company', 'free-mail', 'allow-address', 'allow-domain', 'allow-list', 'allow-mail', 'allow-thread',
    'list-address', 'list-person', 'list-domain', 'join')),
  subject TEXT    NOT NULL,                                   -- address, domain, list, card or message key
  value   TEXT    NOT NULL CHECK (json_valid(value)),         -- RuleValue of the contract; null = taken back
  said_at INTEGER NOT NULL,                                   -- in the time of decisions
  PRIMARY KEY (topic, subject)
) STRICT, WITHOUT ROWID;

-- What was said before words were kept; where its time was not written down it is the oldest word there is.
INSERT INTO rule_word (topic, subject, value, said_at)
SELECT 'relation', address, json_quote(relation), 0 FROM own_address WHERE origin = 'user';
INSERT INTO rule_word (topic, subject, value, said_at)
SELECT about, domain, CASE is_so WHEN 1 THEN 'true' ELSE 'false' END, 0 FROM domain_word;
INSERT INTO rule_word (topic, subject, value, said_at)
SELECT 'allow-' || kind, value, 'true', allowed_at FROM allowance;
INSERT INTO rule_word (topic, subject, value, said_at)
SELECT 'list-' || kind, value,
       json_object('mode', mode, 'name', name,
                   'addresses', (SELECT json_group_array(part.value ORDER BY part.value) FROM blocklist_part AS part
                                  WHERE part.entry_id = blocklist.entry_id AND part.kind = 'address'),
                   'domains', (SELECT json_group_array(part.value ORDER BY part.value) FROM blocklist_part AS part
                                WHERE part.entry_id = blocklist.entry_id AND part.kind = 'domain')),
       listed_at
  FROM blocklist;
INSERT INTO rule_word (topic, subject, value, said_at)
SELECT 'join', message_key,
       coalesce((SELECT json_quote(standing.answers_key) FROM thread_join AS standing
                  WHERE standing.message_key = thread_join.message_key AND standing.parted_at IS NULL), 'null'),
       max(max(joined_at), coalesce(max(parted_at), 0))
  FROM thread_join
 GROUP BY message_key;
