import type { UnixMs } from '../../app/domain/ids.ts';
import { safeLine } from './output.ts';
import type { Sink } from './host.ts';

/** Without a terminal a line is written only this often, so that a log of a server stays readable. */
const QUIET_MS = 10_000;
const CLEAR_LINE = '\r\u001b[K';

/** How far a long piece of work has come, on standard error: one line that changes in a terminal, now and then a line elsewhere. */
export interface Progress {
  show(line: string): void;
  /** Takes the line away before other output. */
  clear(): void;
}

export function progressOn(stderr: Sink, isJson: boolean, now: () => UnixMs): Progress {
  // A program that reads JSON wants errors on standard error and nothing else.
  if (isJson) return { show: () => undefined, clear: () => undefined };
  if (stderr.isTTY === true) {
    return {
      show: (line) => void stderr.write(CLEAR_LINE + safeLine(line).slice(0, (stderr.columns ?? 80) - 1)),
      clear: () => void stderr.write(CLEAR_LINE),
    };
  }
  let shownAt: number = now();
  return {
    show(line) {
      if (now() - shownAt < QUIET_MS) return;
      shownAt = now();
      stderr.write(`${safeLine(line)}\n`);
    },
    clear: () => undefined,
  };
}
