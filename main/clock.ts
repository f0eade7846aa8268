import type { Clock } from '../app/ports.ts';
import type { UnixMs } from '../app/domain/ids.ts';

/** The clock of this computer. */
export const systemClock: Clock = { now: () => Date.now() as UnixMs };
