import { useInfiniteQuery, type QueryKey } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Page } from '../../app/contract/page.ts';

/** A long list as far as it was read; `readMore` reads the next page. Kept up to date by the engine's events, as one answer is. */
export function usePages<Item>(queryKey: QueryKey, read: (cursor?: string) => Promise<Page<Item>>) {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }): Promise<Page<Item>> => read(pageParam ?? undefined),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  return {
    items,
    total: data?.pages[0]?.total ?? 0,
    isLoading: query.isPending,
    error: query.error,
    readMore: () => {
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
  };
}
