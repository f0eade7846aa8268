/** Which answers an event of the engine makes old. Only what is on screen is asked again. */
import type { QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ENGINE_EVENTS, type EngineEventName } from '../../app/contract/events.ts';
import type { QueryName } from '../../app/contract/queries.ts';
import { useApi } from './api-context.tsx';

/** A busy sync announces many batches a second; the page asks again at most this often. */
const PAUSE_MS = 250;

const OF_MAIL = [
  'status.get',
  'accounts.list',
  'threads.list',
  'threads.get',
  'threads.of',
  'mails.get',
  'mails.search',
  'mails.why',
  'cards.why',
  'addresses.why',
  'names.why',
  'suggestions.list',
  'suggestions.of-thread',
  'suggestions.of-card',
] as const satisfies readonly QueryName[];
const OF_CARDS = [
  'cards.list',
  'cards.get',
  'cards.targets',
  'board.get',
  'questions.list',
] as const satisfies readonly QueryName[];
const OF_RULES = [
  'accounts.addresses',
  'identity.get',
  'filters.get',
  'filters.mails',
  'blocklist.list',
  'blocklist.mails',
] as const satisfies readonly QueryName[];
const OF_DECISIONS = [
  'actions.list',
  'history.list',
  'held.list',
  'rehearsal.get',
  'rehearsal.mails',
] as const satisfies readonly QueryName[];
const OF_CARRIES = [
  'carries.list',
  'carries.rows',
  'carries.preview',
  'carries.report',
] as const satisfies readonly QueryName[];
const OF_LINKS = [
  ...OF_MAIL,
  ...OF_CARDS,
  ...OF_RULES,
  'links.list',
  'outbox.list',
  'ledger.list',
  ...OF_DECISIONS,
  ...OF_CARRIES,
] as const satisfies readonly QueryName[];
const OF_ACCOUNTS = ['status.get', 'accounts.list'] as const satisfies readonly QueryName[];

const STALE_BY_EVENT = {
  'threads.changed': [...OF_MAIL, ...OF_CARDS, ...OF_RULES],
  'links.changed': OF_LINKS,
  'cards.changed': [...OF_MAIL, ...OF_CARDS, 'crms.list'],
  'outbox.changed': [
    'crms.list',
    'status.get',
    'outbox.list',
    'ledger.list',
    'threads.list',
    'threads.get',
    'cards.get',
    'mails.why',
    'cards.why',
    ...OF_DECISIONS,
    'words.list',
    'carries.report',
  ],
  'suggestions.changed': ['suggestions.list', 'suggestions.of-thread', 'suggestions.of-card'],
  'account.changed': OF_ACCOUNTS,
  'account.trouble': OF_ACCOUNTS,
  'account.recovered': OF_ACCOUNTS,
  'audit.progress': [],
  'audit.done': ['audit.last'],
  'account.removed': ['audit.last', ...OF_MAIL, ...OF_CARDS],
  'space.progress': [],
  'space.changed': ['space.get', 'space.keeping', 'mails.body', 'mails.search'],
  'crm.progress': [],
  'carry.progress': ['carries.list', 'carries.report'],
  'carry.changed': OF_CARRIES,
  'rules.changed': [...OF_MAIL, ...OF_CARDS, ...OF_RULES],
  'store.changed': ['crms.list', 'audit.last', 'space.get', 'mails.body', ...OF_LINKS, 'words.list'],
} as const satisfies Record<EngineEventName, readonly QueryName[]>;

/** Asked again before the others: what mail and cards themselves show. Lists and counts follow when these are answered. */
const FIRST: ReadonlySet<unknown> = new Set<QueryName>([
  'threads.get',
  'threads.of',
  'cards.get',
  'cards.targets',
  'board.get',
]);

/** Keeps a query client in step with the engine: the first event at once, a burst of them together. */
export function useInvalidation(client: QueryClient): void {
  const api = useApi();
  useEffect(() => {
    const stale = new Set<QueryName>();
    let timer: number | null = null;
    const flush = () => {
      timer = null;
      if (stale.size === 0) return;
      const names = new Set<unknown>(stale);
      stale.clear();
      timer = window.setTimeout(flush, PAUSE_MS);
      void askAgain(client, names);
    };
    const stops = ENGINE_EVENTS.map((name) =>
      api.on(name, () => {
        for (const query of STALE_BY_EVENT[name]) stale.add(query);
        if (timer === null) flush();
      }),
    );
    return () => {
      for (const stop of stops) stop();
      if (timer !== null) window.clearTimeout(timer);
    };
  }, [api, client]);
}

async function askAgain(client: QueryClient, names: ReadonlySet<unknown>): Promise<void> {
  const isStale = ({ queryKey: [name] }: { readonly queryKey: readonly unknown[] }): boolean => names.has(name);
  await client.invalidateQueries({ predicate: (query) => isStale(query) && FIRST.has(query.queryKey[0]) });
  await client.invalidateQueries({ predicate: (query) => isStale(query) && !FIRST.has(query.queryKey[0]) });
}
