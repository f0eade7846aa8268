import { useEffect, useState } from 'react';
import type { SpaceProgress } from '../../../app/contract/space-views.ts';
import { useApi } from '../../data/api-context.tsx';

/** How far the work on the space is that runs now, whoever began it; null when none does. */
export function useSpaceProgress(): SpaceProgress | null {
  const api = useApi();
  const [progress, setProgress] = useState<SpaceProgress | null>(null);
  useEffect(() => {
    const stops = [
      api.on('space.progress', (told) => setProgress(told)),
      api.on('space.changed', () => setProgress(null)),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [api]);
  return progress;
}
