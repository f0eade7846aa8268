import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { ThreadId, UnixMs } from '../../app/domain/ids.ts';
import { toMailpinError } from '../../app/errors.ts';
import type { Decided, ToDecide } from './deciding-worker.ts';
import type { MatchPlan } from './plan-match.ts';

/** Room for what a batch leaves behind, in MiB: in less, it is copied about a hundred times before it is garbage. */
const YOUNG_MB = 16;

/** A thread of its own that decides: the engine writes, and answers, meanwhile. */
export interface DecidingThread {
  /** In the order in which it is asked. Rejects when the thread cannot work. */
  plan(threadIds: readonly ThreadId[], now: UnixMs, epoch: number): Promise<MatchPlan>;
  end(): Promise<void>;
}

/** @param path of the database */
export function decidingThread(path: string): DecidingThread {
  // V8 asks for it when it makes the memory of a thread; the engine's own does not grow, see `engine.ts`.
  setFlagsFromString(`--min-semi-space-size=${String(YOUNG_MB)}`);
  const worker = new Worker(entry(), { name: 'deciding', workerData: { path } });
  worker.once('online', () => {
    setFlagsFromString('--min-semi-space-size=0');
  });
  const waiting: { readonly resolve: (plan: MatchPlan) => void; readonly reject: (error: unknown) => void }[] = [];
  let failure: unknown = null;
  worker.on('message', (plan: Decided) => waiting.shift()?.resolve(plan));
  worker.on('error', (error) => {
    failure = error;
    for (const { reject } of waiting.splice(0)) reject(error);
  });
  return {
    plan(threadIds, now, epoch) {
      const asked = new Promise<MatchPlan>((resolve, reject) => {
        if (failure !== null) reject(toMailpinError(failure));
        else waiting.push({ resolve, reject });
      });
      // Whoever gave up waiting for it does not hear that it failed.
      asked.catch(() => undefined);
      worker.postMessage({ threadIds, now, epoch } satisfies ToDecide);
      return asked;
    },
    async end() {
      await worker.terminate();
    },
  };
}

/** The thread's own bundle beside the engine's; from the sources, the source. */
function entry(): string {
  const file = import.meta.url.endsWith('.ts') ? './deciding-worker.ts' : '../main/deciding.cjs';
  return fileURLToPath(new URL(file, import.meta.url));
}
