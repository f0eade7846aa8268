import { hasCode } from '../../../app/errors.ts';
import type { TwentyCardKind } from './kinds.ts';

/** Newer servers say `targetPersonId` of a note's card, older ones `personId`. */
export type TargetPrefix = 'target' | '';

const FIELDS = {
  company: { target: 'targetCompanyId', '': 'companyId' },
  contact: { target: 'targetPersonId', '': 'personId' },
  deal: { target: 'targetOpportunityId', '': 'opportunityId' },
} as const satisfies Record<TwentyCardKind, Record<TargetPrefix, string>>;

export function fieldOf<Kind extends TwentyCardKind, Prefix extends TargetPrefix>(
  kind: Kind,
  prefix: Prefix,
): (typeof FIELDS)[Kind][Prefix] {
  return FIELDS[kind][prefix];
}

export interface TargetNames {
  /** Asks with the newer name, with the older one when that is refused, and from then on with the one that was taken. */
  named<Value>(ask: (prefix: TargetPrefix) => Promise<Value>): Promise<Value>;
}

export function targetNames(): TargetNames {
  let known: TargetPrefix | null = null;
  return {
    async named(ask) {
      try {
        const answer = await ask(known ?? 'target');
        known ??= 'target';
        return answer;
      } catch (error) {
        if (known !== null || !hasCode(error, 'crm.invalid')) throw error;
        try {
          const answer = await ask('');
          known = '';
          return answer;
        } catch (second) {
          throw hasCode(second, 'crm.invalid') ? error : second;
        }
      }
    },
  };
}
