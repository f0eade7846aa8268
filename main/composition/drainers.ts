import type { DrainReport } from '../../app/contract/report-views.ts';
import type { CrmId } from '../../app/domain/ids.ts';
import { policyOf, toMailpinError } from '../../app/errors.ts';
import { countUnpaid } from '../db/outbox.ts';
import type { MailDeps } from '../services/deps.ts';
import type { Crms } from './crms.ts';
import { drainer, type Drainer, type Paid } from './drainer.ts';

/** Pays what is owed to every CRM, each at its own pace: one that hangs holds up no other. */
export interface Drainers {
  /** Look soon. */
  wake(): void;
  /** Pays what is due everywhere. Trouble of a CRM elsewhere stands with that CRM; throws store.*, and crm.* of the CRM inside Mailpin. */
  drain(): Promise<DrainReport>;
  /** Pays what is due and waits for no more. */
  stop(): Promise<void>;
}

export function drainers(deps: MailDeps, crms: Crms, isBusy: () => boolean): Drainers {
  const known = new Map<CrmId, Drainer>();
  const all = (): readonly (readonly [CrmId, Drainer])[] =>
    crms.all().map((crm) => {
      const one = known.get(crm.id) ?? drainer(deps, crm, isBusy);
      known.set(crm.id, one);
      return [crm.id, one];
    });

  async function paidTo(crmId: CrmId, one: Drainer): Promise<Paid> {
    try {
      return await one.drain();
    } catch (thrown) {
      const { code } = toMailpinError(thrown);
      if (crmId === crms.builtin.id || code.startsWith('store.')) throw thrown;
      deps.logger.warn('crm.not-read', { crmId, code, retry: policyOf(code).retry });
      return { attached: 0, detached: 0 };
    }
  }

  return {
    wake() {
      for (const [, one] of all()) one.wake();
    },
    async drain() {
      const paid = await Promise.all(all().map(([crmId, one]) => paidTo(crmId, one)));
      const sum = (what: keyof Paid): number => paid.reduce((total, one) => total + one[what], 0);
      return { attached: sum('attached'), detached: sum('detached'), ...countUnpaid(deps.store.db) };
    },
    async stop() {
      await Promise.all([...known.values()].map((one) => one.stop()));
    },
  };
}
