import type { Pace } from '../../../main/crm/http/limiter.ts';

/** Time that goes by when somebody waits for an allowance, and at no other time: connector and stand-in count by it. */
export function handClock(): Pace {
  let time = 0;
  return {
    now: () => time,
    wait(ms) {
      time += ms;
      return Promise.resolve();
    },
  };
}
