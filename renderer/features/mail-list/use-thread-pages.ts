import type { ThreadFilter } from '../../../app/contract/queries.ts';
import { useApi } from '../../data/api-context.tsx';
import { usePages } from '../../data/use-pages.ts';

const PAGE_ROWS = 100;

/** The list of threads, newest first. */
export function useThreadPages(filter: ThreadFilter) {
  const api = useApi();
  return usePages(['threads.list', filter], (cursor) => api.call('threads.list', { filter, limit: PAGE_ROWS, cursor }));
}
