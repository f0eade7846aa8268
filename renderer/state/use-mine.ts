import { useMemo } from 'react';
import { useAsk } from '../data/ask.ts';

/** The user's own addresses: those of the connected accounts. */
export function useMine(): ReadonlySet<string> {
  const { data: status } = useAsk('status.get', {});
  return useMemo(() => new Set(status?.accounts.map(({ address }) => address)), [status]);
}
