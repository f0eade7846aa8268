import { useSyncExternalStore } from 'react';
import type { UnixMs } from '../../app/domain/ids.ts';

const TICK_MS = 30_000;
let now = Date.now() as UnixMs;

function subscribe(onTick: () => void): () => void {
  const timer = window.setInterval(() => {
    now = Date.now() as UnixMs;
    onTick();
  }, TICK_MS);
  return () => window.clearInterval(timer);
}

/** The present, twice a minute: for "20 minutes ago" that stays true. */
export function useNow(): UnixMs {
  return useSyncExternalStore(subscribe, () => now);
}
