import type { SpaceProgress } from '../../app/contract/space-views.ts';

/** Long work on the space of a profile: one piece at a time, which the user may stop. */
export interface SpaceJobs {
  /** Runs when what runs now has ended. The signal comes with `stop` and with the end of the engine. */
  run<Value>(work: (signal: AbortSignal, tell: (progress: SpaceProgress) => void) => Promise<Value>): Promise<Value>;
  /** Ends what runs, after its current slice; resolves when it has ended. */
  stop(): Promise<void>;
}

/** The page is told at every twentieth of the way, and else so often, in ms. */
const TOLD_PARTS = 20;
const TELL_EVERY_MS = 250;

export function spaceJobs(engineSignal: AbortSignal, emit: (progress: SpaceProgress) => void): SpaceJobs {
  let last: Promise<unknown> = Promise.resolve();
  let ending: AbortController | null = null;
  return {
    run(work) {
      const next = last.then(async () => {
        ending = new AbortController();
        let toldAt = 0;
        let told = '';
        const tell = (progress: SpaceProgress): void => {
          const now = performance.now();
          const part = Math.floor((progress.done * TOLD_PARTS) / Math.max(1, progress.total));
          const mark = `${progress.step} ${String(part)}`;
          if (mark === told && now - toldAt < TELL_EVERY_MS) return;
          told = mark;
          toldAt = now;
          emit(progress);
        };
        try {
          return await work(AbortSignal.any([engineSignal, ending.signal]), tell);
        } finally {
          ending = null;
        }
      });
      last = next.catch(() => undefined);
      return next;
    },
    async stop() {
      ending?.abort();
      await last;
    },
  };
}
