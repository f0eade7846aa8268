import type { RuleLine } from '../../../app/contract/decisions-file.ts';
import type { CanonicalAddress, MessageKey } from '../../../app/domain/ids.ts';
import { takeOverRuleWord } from '../../db/rule-words.ts';
import type { Transaction } from '../../db/unit-of-work.ts';
import { putJoined } from '../join-threads.ts';
import { putAllowed } from './allow.ts';
import { putListed } from './list-somebody.ts';
import { putRelation } from './say-relation.ts';
import { putDomain } from './set-domain.ts';

/** Takes over what the user said of a rule on another computer, when they said nothing later here. @returns whether it was news */
export function takeOverRule(tx: Transaction, line: RuleLine): boolean {
  if (!takeOverRuleWord(tx.db, line)) return false;
  const { subject, saidAt } = line;
  switch (line.topic) {
    case 'relation':
      putRelation(tx, subject as CanonicalAddress, line.value);
      break;
    case 'company':
    case 'free-mail':
      putDomain(tx, line.topic, subject, line.value);
      break;
    case 'allow-address':
    case 'allow-domain':
    case 'allow-list':
    case 'allow-mail':
    case 'allow-thread':
      putAllowed(tx, { kind: ALLOWED[line.topic], value: subject }, line.value === null ? null : saidAt);
      break;
    case 'list-address':
    case 'list-person':
    case 'list-domain':
      putListed(tx, { kind: LISTED[line.topic], value: subject }, line.value, saidAt);
      break;
    case 'join':
      putJoined(tx, subject as MessageKey, line.value, saidAt);
  }
  return true;
}

const ALLOWED = {
  'allow-address': 'address',
  'allow-domain': 'domain',
  'allow-list': 'list',
  'allow-mail': 'mail',
  'allow-thread': 'thread',
} as const;
const LISTED = { 'list-address': 'address', 'list-person': 'person', 'list-domain': 'domain' } as const;
