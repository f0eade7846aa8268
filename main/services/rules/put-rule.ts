import type { RuleLine } from '../../../app/contract/decisions-file.ts';
import type { CanonicalAddress, MessageKey } from '../../../app/domain/ids.ts';
import type { Transaction } from '../../db/unit-of-work.ts';
import { putJoined } from '../join-threads.ts';
import { putAllowed } from './allow.ts';
import { putListed } from './list-somebody.ts';
import { putRelation } from './say-relation.ts';
import { putDomain } from './set-domain.ts';

/** Makes a word on a rule count here, or with null that nothing is said, and puts the threads it touches in line. Writes no word down. */
export function putRule(tx: Transaction, line: RuleLine): void {
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
}

const ALLOWED = {
  'allow-address': 'address',
  'allow-domain': 'domain',
  'allow-list': 'list',
  'allow-mail': 'mail',
  'allow-thread': 'thread',
} as const;
const LISTED = { 'list-address': 'address', 'list-person': 'person', 'list-domain': 'domain' } as const;
