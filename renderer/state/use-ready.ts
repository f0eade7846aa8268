import { useEffect } from 'react';

/** Marks the page once its first data is on screen (`<html data-ready>`): for whoever waits to look at it. */
export function useReady(isReady: boolean): void {
  useEffect(() => {
    if (isReady) document.documentElement.dataset['ready'] = 'true';
  }, [isReady]);
}
