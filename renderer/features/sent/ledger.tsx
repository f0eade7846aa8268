import { useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { Bones } from '../../components/bones.tsx';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Icon } from '../../components/icon.tsx';
import { useApi } from '../../data/api-context.tsx';
import { useReady } from '../../state/use-ready.ts';
import { useText } from '../../text/use-text.ts';
import { Failure } from '../trouble/failure.tsx';
import { LedgerLine } from './ledger-line.tsx';
import { SentTable } from './sent-table.tsx';

const PAGE_LINES = 100;

/** Every mail that left this computer, with the CRM's answer; each line can be taken back while it stands. */
export function Ledger() {
  const text = useText();
  const [typed, setTyped] = useState('');
  const words = useDeferredValue(typed.trim());
  const { lines, total, isLoading, error, readMore } = useLedgerPages(words);
  useReady(!isLoading);
  return (
    <>
      <div className="ledger-tools">
        <label className="ledger-search">
          <Icon name="search" />
          <span className="unseen">{text('ledger.search')}</span>
          <input
            type="search"
            value={typed}
            placeholder={text('ledger.search')}
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
        <span className="dim" role="status">
          {text('ledger.total', { total })}
        </span>
      </div>
      {error !== null && <Failure error={error} />}
      {isLoading && <Bones count={6} label={text('state.loading')} />}
      {!isLoading && error === null && lines.length === 0 && (
        <EmptyState icon="sent" title={text('ledger.none', { isSearch: String(words !== '') })}>
          {text('ledger.none-hint', { isSearch: String(words !== '') })}
        </EmptyState>
      )}
      {lines.length > 0 && (
        <SentTable first={text('ledger.answer')} hasSize>
          {lines.map((line) => (
            <LedgerLine key={line.id} line={line} />
          ))}
        </SentTable>
      )}
      {lines.length < total && lines.length > 0 && <Button onClick={readMore}>{text('ledger.more')}</Button>}
    </>
  );
}

function useLedgerPages(words: string) {
  const api = useApi();
  const query = useInfiniteQuery({
    queryKey: ['ledger.list', words],
    queryFn: ({ pageParam }) =>
      api.call('ledger.list', {
        limit: PAGE_LINES,
        ...(words !== '' && { text: words }),
        ...(pageParam !== null && { cursor: pageParam }),
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: (previous) => previous,
  });
  return {
    lines: query.data?.pages.flatMap((page) => page.items) ?? [],
    total: query.data?.pages[0]?.total ?? 0,
    isLoading: query.isPending,
    error: query.error,
    readMore: () => void query.fetchNextPage(),
  };
}
