/** A pace of requests, as connectors take it. */
export interface HandClock {
  now(): number;
  wait(ms: number): Promise<void>;
}

/** Time that goes by when somebody waits for an allowance, and at no other time: connector and stand-in count by it. */
export function handClock(): HandClock {
  let time = 0;
  return {
    now: () => time,
    wait(ms: number) {
      time += ms;
      return Promise.resolve();
    },
  };
}
