import type { CrmId } from '../../app/domain/ids.ts';
import { pauseFor, toldAfter, toldAnew } from '../../app/machines/rate-limit.ts';
import { CLOCK } from '../crm/http/json-client.ts';
import type { Pace } from '../crm/http/limiter.ts';
import { putSpent, putTold, spentBetween, toldOf } from '../db/crm-pace.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';

/**
 * The pace of one CRM for every program on this profile: window and command lines spend one rate limit, in one place. Times are those of
 * the wall clock, the only one that programs share, in whole ms, rounded up: a request counts from no earlier than it went out.
 *
 * @param now Unix ms; the computer's clock when left out
 */
export function sharedPace(store: UnitOfWork, crmId: CrmId, now: () => number = Date.now): Pace {
  return {
    ...CLOCK,
    books: (name, rateLimit) => {
      const lane = { crmId, name };
      const clock = (): number => Math.floor(now()) + 1;
      return {
        spend: (cost) =>
          store.write(({ db }) => {
            const at = clock();
            const countsAfter = at - rateLimit.windowMs;
            const told = toldOf(db, lane, at);
            const pause = pauseFor({ spent: spentBetween(db, lane, countsAfter, at), told }, cost, rateLimit, at);
            if (pause.ms > 0) return pause;
            putSpent(db, lane, { at, cost }, countsAfter);
            if (told !== null) putTold(db, lane, toldAfter(told, cost, at), at);
            return pause;
          }),
        learn: (left, forMs, because) =>
          store.write(({ db }) => {
            const at = clock();
            const said = { left, isPause: left === 0, until: Math.ceil(at + forMs), because };
            putTold(db, lane, toldAnew(toldOf(db, lane, at), said, at), at);
          }),
      };
    },
  };
}
