/** Changes threads where they are shown, in the query cache. */
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { Page } from '../../app/contract/page.ts';
import type { ThreadDetail, ThreadSummary } from '../../app/contract/thread-views.ts';
import type { ThreadId } from '../../app/domain/ids.ts';

type ThreadPages = InfiniteData<Page<ThreadSummary>>;

/** An answer that is on its way is older than the change, so it is not waited for. */
export async function changeThreads(
  client: QueryClient,
  threadIds: ReadonlySet<ThreadId>,
  change: Readonly<{
    summary: (summary: ThreadSummary) => ThreadSummary;
    detail: (detail: ThreadDetail) => ThreadDetail;
  }>,
): Promise<void> {
  const details = [...threadIds].map((threadId) => ['threads.get', { threadId }]);
  await Promise.all(details.map((queryKey) => client.cancelQueries({ queryKey })));
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
  for (const queryKey of details) {
    client.setQueryData<ThreadDetail>(queryKey, (detail) => (detail === undefined ? detail : change.detail(detail)));
  }
}
