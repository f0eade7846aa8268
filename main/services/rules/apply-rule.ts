import type { RuleChange } from '../../../app/contract/rules-views.ts';
import type { ActionId, UnixMs } from '../../../app/domain/ids.ts';
import type { Transaction } from '../../db/unit-of-work.ts';
import { allow, disallow } from './allow.ts';
import { listSomebody, unlistSomebody } from './list-somebody.ts';
import { setDomain } from './set-domain.ts';
import { sayRelation } from './say-relation.ts';

/**
 * Writes one change of the rules and puts every thread it may touch in line to be decided again.
 * Throws input.* as `rules.change` says.
 *
 * @returns the action that takes it back; null when it was said before
 */
export function applyRule(tx: Transaction, change: RuleChange, now: UnixMs): ActionId | null {
  switch (change.kind) {
    case 'relation':
      return sayRelation(tx, change, now);
    case 'company-domain':
    case 'free-mail':
      return setDomain(tx, change, now);
    case 'allow':
      return allow(tx, change.target, now);
    case 'disallow':
      return disallow(tx, change.allowanceId, now);
    case 'list':
      return listSomebody(tx, change, now);
    case 'unlist':
      return unlistSomebody(tx, change.entryId, now);
  }
}
