import type { ThreadFilter } from '../../../app/contract/queries.ts';
import type { Page } from '../../../app/contract/page.ts';
import type { ThreadSummary } from '../../../app/contract/thread-views.ts';
import type { MailpinApi } from '../../../app/contract/api.ts';
import { command } from '../command.ts';
import { accountIdOf } from '../names.ts';
import { limitOf } from '../option-values.ts';
import { threadTable } from '../thread-words.ts';

const PAGE_THREADS = 500;

export const threads = command({
  name: 'threads',
  forms: ['[--limit N] [--account ID] [--card ID] [--unlinked]'],
  summary: 'cli.command.threads',
  options: {
    limit: { type: 'string' },
    account: { type: 'string' },
    card: { type: 'string' },
    unlinked: { type: 'boolean' },
  },
  operands: [0, 0],
  async run(context, { options }) {
    const { text, out, host } = context;
    const limit = limitOf(context, options.limit);
    const engine = await context.engine();
    const { account, card } = options;
    const filter: ThreadFilter = {
      accountId: account === undefined ? undefined : await accountIdOf(engine, account),
      cardId: card === undefined ? undefined : (await engine.call('cards.get', { cardId: card })).card.id,
      isUnlinked: options.unlinked,
    };
    const page = await readThreads(engine, filter, limit);
    return {
      document: page,
      lines: () => [
        ...threadTable(text, host.now(), page.items, out.columns),
        text.format('cli.threads.count', { shown: page.items.length, total: page.total }),
      ],
    };
  },
});

/** The newest threads, read page by page so that no single answer grows with the mailbox. */
async function readThreads(engine: MailpinApi, filter: ThreadFilter, limit: number): Promise<Page<ThreadSummary>> {
  const items: ThreadSummary[] = [];
  let cursor: string | undefined;
  for (;;) {
    const size = Math.min(PAGE_THREADS, limit - items.length);
    const page = await engine.call('threads.list', { filter, cursor, limit: size });
    items.push(...page.items);
    if (page.next === null || items.length >= limit) return { items, next: page.next, total: page.total };
    cursor = page.next;
  }
}
