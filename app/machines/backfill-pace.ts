/** How fast the past of a mailbox is read, and how long it will take, for people. Pure. */
import type { UnixMs } from '../domain/ids.ts';

/** How many mails had been read at a moment. */
export interface PaceSample {
  readonly at: UnixMs;
  readonly mailCount: number;
}

export interface Pace {
  readonly mailsPerSecond: number;
  /** Rounded up to whole seconds. */
  readonly secondsLeft: number;
}

/** Long enough to be calm, short enough to follow a line that became slower. */
const WINDOW_MS = 20_000;
/** Less than this says nothing yet. */
const LEAST_MS = 1_000;

/** Keeps the samples of the last while. A clock that was put back makes the older ones meaningless: they go. */
export function addSample(samples: readonly PaceSample[], sample: PaceSample): readonly PaceSample[] {
  const isRecent = ({ at }: PaceSample): boolean => at <= sample.at && sample.at - at <= WINDOW_MS;
  return [...samples.filter(isRecent), sample];
}

/** Null before there is anything to say. */
export function paceOf(samples: readonly PaceSample[], mailsLeft: number): Pace | null {
  const [first] = samples;
  const last = samples.at(-1);
  if (first === undefined || last === undefined) return null;
  const ms = last.at - first.at;
  const mailCount = last.mailCount - first.mailCount;
  if (ms < LEAST_MS || mailCount <= 0) return null;
  const mailsPerSecond = (mailCount * 1_000) / ms;
  return { mailsPerSecond: Math.round(mailsPerSecond * 10) / 10, secondsLeft: Math.ceil(mailsLeft / mailsPerSecond) };
}
