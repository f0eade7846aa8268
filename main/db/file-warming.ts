import { statSync } from 'node:fs';
import { totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

/** What was read is taken to lie in the system's memory for so long. */
const STAYS_WARM_MS = 5 * 60_000;
/** A file that takes more of the memory than this would push out what other programs need. */
const MOST_OF_MEMORY = 1 / 8;

/**
 * Reads a database through in a thread of its own, so that its pages lie in the system's memory before they are asked for. A search
 * reads some thousand pages in no order; from a disk that takes five times as long as from memory, and a whole file is read in order
 * in about a second.
 */
export interface FileWarming {
  /** Call it when pages will be wanted soon; does nothing when they were not long ago. */
  wanted(): void;
  end(): void;
}

/** @param path of a database that is open; one in which nothing can be read is left to whoever wants it, who tells */
export function fileWarming(path: string): FileWarming {
  let worker: Worker | null = null;
  let warmUntil = Number.NEGATIVE_INFINITY;
  return {
    wanted() {
      const now = performance.now();
      const isWarm = now < warmUntil;
      warmUntil = now + STAYS_WARM_MS;
      if (isWarm || worker !== null || sizeOf(path) > totalmem() * MOST_OF_MEMORY) return;
      const started = new Worker(entry(), {
        name: 'file warming',
        workerData: { path },
        resourceLimits: { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 16 },
      });
      started.unref();
      // Warm or not, the answers are the same.
      started.on('error', () => undefined);
      started.on('exit', () => {
        worker = null;
      });
      worker = started;
    },
    end() {
      void worker?.terminate();
    },
  };
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** The thread's own bundle beside the engine's; from the sources, the source. */
function entry(): string {
  const file = import.meta.url.endsWith('.ts') ? './file-warming-worker.ts' : '../main/file-warming.cjs';
  return fileURLToPath(new URL(file, import.meta.url));
}
