import type { CanonicalAddress, MessageKey } from '../../app/domain/ids.ts';
import type { Allowed, Policy } from '../../app/domain/policy.ts';
import { readBlocklist } from './blocklist.ts';
import { domainWords } from './domain-words.ts';
import { all, sql, type ReadDb } from './sql.ts';

/** What the user changed of the rules. */
export function readPolicy(db: ReadDb): Policy {
  return { freeMail: domainWords(db, 'free-mail'), allowed: readAllowed(db), blocklist: readBlocklist(db) };
}

function readAllowed(db: ReadDb): Allowed {
  const rows = all<{ kind: string; value: string }>(db, sql`SELECT kind, value FROM allowance`);
  const those = (kind: string) => rows.filter((row) => row.kind === kind).map((row) => row.value);
  return {
    addresses: new Set(those('address') as CanonicalAddress[]),
    domains: new Set(those('domain')),
    lists: new Set(those('list')),
    mails: new Set(those('mail') as MessageKey[]),
    threads: new Set(those('thread') as MessageKey[]),
  };
}
