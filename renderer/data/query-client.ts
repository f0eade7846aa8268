import { notifyManager, QueryClient } from '@tanstack/react-query';
import { policyOf, toMailpinError } from '../../app/errors.ts';

/** A stopped engine is started again by the shell within seconds; asking a few times bridges that. */
const RETRIES = 4;
const RETRY_PAUSE_MS = 500;

// What changed is drawn in the turn in which it changed: a timer in between would let other work of the page pass first.
notifyManager.setScheduler(queueMicrotask);

/** Answers stay fresh until the engine announces a change; the network of the page has no say, the engine is on this computer. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Infinity,
        networkMode: 'always',
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (failures, error) => failures < RETRIES && policyOf(toMailpinError(error).code).retry === 'backoff',
        retryDelay: RETRY_PAUSE_MS,
      },
      mutations: { networkMode: 'always' },
    },
  });
}
