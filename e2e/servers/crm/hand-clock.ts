/** A pace of requests, as connectors take it. */
export interface HandClock {
  now(): number;
  wait(ms: number): Promise<void>;
  /** Time goes by although nobody waits. */
  pass(ms: number): void;
}

/** Time that goes by when somebody waits for a rate limit, or is made to, and at no other time: connector and stand-in count by it. */
export function handClock(): HandClock {
  let time = 0;
  return {
    now: () => time,
    wait(ms) {
      time += ms;
      return Promise.resolve();
    },
    pass(ms) {
      time += ms;
    },
  };
}
