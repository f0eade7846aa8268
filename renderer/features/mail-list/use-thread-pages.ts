import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ThreadFilter } from '../../../app/contract/queries.ts';
import type { Page, ThreadSummary } from '../../../app/contract/views.ts';
import { useApi } from '../../data/api-context.tsx';

const PAGE_ROWS = 100;

/** The list of threads as far as it was read, newest first; `readMore` reads the next page. */
export function useThreadPages(filter: ThreadFilter) {
  const api = useApi();
  const query = useInfiniteQuery({
    queryKey: ['threads.list', filter],
    queryFn: ({ pageParam }): Promise<Page<ThreadSummary>> =>
      api.call('threads.list', { filter, limit: PAGE_ROWS, ...(pageParam !== null && { cursor: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const threads = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  return {
    threads,
    total: data?.pages[0]?.total ?? 0,
    isLoading: query.isPending,
    error: query.error,
    readMore: () => {
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
  };
}
