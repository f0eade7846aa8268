import type { Policy } from '../../app/domain/policy.ts';
import { readAllowed } from './allowances.ts';
import { readBlocklist } from './blocklist.ts';
import { domainWords } from './domain-words.ts';
import type { ReadDb } from './sql.ts';

/** What the user changed of the rules. */
export function readPolicy(db: ReadDb): Policy {
  return { freeMail: domainWords(db, 'free-mail'), allowed: readAllowed(db), blocklist: readBlocklist(db) };
}
