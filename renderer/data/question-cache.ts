/** Takes questions off the list where it is shown, in the query cache. */
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { Page } from '../../app/contract/page.ts';
import type { Question } from '../../app/contract/thread-views.ts';
import type { ThreadId } from '../../app/domain/ids.ts';

export function dropQuestions(client: QueryClient, threadIds: ReadonlySet<ThreadId>): void {
  client.setQueryData<InfiniteData<Page<Question>>>(['questions.list'], (data) => {
    if (data === undefined) return data;
    const gone = data.pages.flatMap(({ items }) => items).filter(({ threadId }) => threadIds.has(threadId)).length;
    if (gone === 0) return data;
    const pages = data.pages.map((page) => ({
      ...page,
      items: page.items.filter(({ threadId }) => !threadIds.has(threadId)),
      total: page.total - gone,
    }));
    return { ...data, pages };
  });
}
