import type { RuleChange } from '../../../app/contract/rules-views.ts';
import type { UnixMs } from '../../../app/domain/ids.ts';
import type { Transaction } from '../../db/unit-of-work.ts';
import { allow, disallow } from './allow.ts';
import { listSomebody, unlistSomebody } from './list-somebody.ts';
import { setDomain } from './set-domain.ts';
import { sayRelation } from './say-relation.ts';

/**
 * Writes one change of the rules and puts every thread it may touch in line to be decided again.
 * Throws input.* as `rules.change` says.
 */
export function applyRule(tx: Transaction, change: RuleChange, now: UnixMs): void {
  switch (change.kind) {
    case 'relation':
      sayRelation(tx, change, now);
      break;
    case 'company-domain':
    case 'free-mail':
      setDomain(tx, change, now);
      break;
    case 'allow':
      allow(tx, change.target, now);
      break;
    case 'disallow':
      disallow(tx, change.allowanceId, now);
      break;
    case 'list':
      listSomebody(tx, change, now);
      break;
    case 'unlist':
      unlistSomebody(tx, change.entryId, now);
  }
}
