import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { MailpinApi } from '../../../app/contract/api.ts';
import type { Why } from '../../../app/contract/why-views.ts';
import { useApi } from '../../data/api-context.tsx';
import type { WhyOf } from '../../state/window-state.ts';

/** What the engine says of a mail, card or address, kept up to date as other queries are. */
export function useWhy(of: WhyOf): UseQueryResult<Why> {
  const api = useApi();
  const { queryKey, ask } = callOf(of, api);
  return useQuery<Why>({ queryKey, queryFn: ask });
}

function callOf(
  of: WhyOf,
  api: MailpinApi,
): { readonly queryKey: readonly unknown[]; readonly ask: () => Promise<Why> } {
  switch (of.kind) {
    case 'mail': {
      const input = { mail: { mailId: of.mailId } };
      return { queryKey: ['mails.why', input], ask: () => api.call('mails.why', input) };
    }
    case 'card': {
      const input = { cardId: of.cardId };
      return { queryKey: ['cards.why', input], ask: () => api.call('cards.why', input) };
    }
    case 'address': {
      const input = { address: of.address };
      return { queryKey: ['addresses.why', input], ask: () => api.call('addresses.why', input) };
    }
  }
}
