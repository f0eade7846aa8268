import { watch, type FSWatcher } from 'node:fs';
import { MailpinError } from '../../../app/errors.ts';
import type { CancelSignal } from '../../../app/ports.ts';

/** How long files must be quiet before a change is told: programs write a mail in several steps. */
const SETTLE_MS = 150;

/** Hears of changes from the moment it is made. */
export interface FileWatch {
  /** Resolves after a change, or with the signal. Rejects when the files have gone. */
  wait(signal: CancelSignal): Promise<void>;
  close(): void;
}

/** Paths that are not there are passed over as long as one of them is. */
export function watchFiles(paths: readonly string[]): FileWatch {
  let hasChanged = false;
  let failure: MailpinError | null = null;
  let settling: NodeJS.Timeout | null = null;
  let wake: () => void = () => undefined;
  const changed = (): void => {
    settling?.refresh();
    settling ??= setTimeout(() => {
      hasChanged = true;
      wake();
    }, SETTLE_MS);
  };
  const failed = (path: string, error: unknown): void => {
    failure = new MailpinError('archive.not-found', { path }, { cause: error });
    wake();
  };
  const watchers: FSWatcher[] = [];
  for (const path of paths) {
    try {
      const watcher = watch(path, { persistent: false }, changed);
      watcher.on('error', (error) => {
        failed(path, error);
      });
      watchers.push(watcher);
      failure = null;
    } catch (error) {
      if (watchers.length === 0) failed(path, error);
    }
  }

  return {
    async wait(signal) {
      await new Promise<void>((resolve) => {
        wake = resolve;
        signal.addEventListener('abort', resolve, { once: true });
        if (hasChanged || failure !== null || signal.aborted) resolve();
      });
      signal.removeEventListener('abort', wake);
      if (failure !== null && !signal.aborted) throw failure;
    },
    close() {
      if (settling !== null) clearTimeout(settling);
      for (const watcher of watchers) watcher.close();
    },
  };
}
