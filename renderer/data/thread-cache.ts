/** Changes threads where they are shown, in the query cache. */
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { Page, ThreadDetail, ThreadSummary } from '../../app/contract/views.ts';
import type { ThreadId } from '../../app/domain/ids.ts';

type ThreadPages = InfiniteData<Page<ThreadSummary>>;

export function changeThreads(
  client: QueryClient,
  threadIds: ReadonlySet<ThreadId>,
  change: Readonly<{
    summary: (summary: ThreadSummary) => ThreadSummary;
    detail: (detail: ThreadDetail) => ThreadDetail;
  }>,
): void {
  client.setQueriesData<ThreadPages>({ queryKey: ['threads.list'] }, (data) =>
    data === undefined
      ? data
      : {
          ...data,
          pages: data.pages.map((page) => ({
            ...page,
            items: page.items.map((item) => (threadIds.has(item.id) ? change.summary(item) : item)),
          })),
        },
  );
  for (const threadId of threadIds) {
    client.setQueryData<ThreadDetail>(['threads.get', { threadId }], (detail) =>
      detail === undefined ? detail : change.detail(detail),
    );
  }
}
