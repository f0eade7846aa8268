import { useQueryClient } from '@tanstack/react-query';
import type { DealThreadsSuggestion, SuggestionKey } from '../../../app/contract/suggestion-views.ts';
import type { MailId } from '../../../app/domain/ids.ts';
import { toMailpinError } from '../../../app/errors.ts';
import { useApi } from '../../data/api-context.tsx';
import { useAnnouncer } from '../../state/announcer.tsx';
import { useText } from '../../text/use-text.ts';
import { useDecisions } from '../decisions/use-decisions.ts';

/** Accepts a suggestion, or sends it away for ever; what was done is said aloud. */
export function useSuggestions() {
  const api = useApi();
  const client = useQueryClient();
  const { say, fail } = useAnnouncer();
  const { attach } = useDecisions();
  const text = useText();

  const order = async (work: Promise<unknown>, words: string): Promise<void> => {
    try {
      await work;
      say(words);
    } catch (error) {
      fail(toMailpinError(error));
    }
    await client.invalidateQueries();
  };
  return {
    makeCard: (kind: 'lead' | 'contact', address: string) =>
      void order(api.call('cards.make', { kind, address }), text('suggestions.made', { kind, address })),
    join: (mailId: MailId, answersId: MailId) =>
      void order(
        api.call('threads.join', { mail: { mailId }, answers: { mailId: answersId } }),
        text('suggestions.joined'),
      ),
    part: (mailId: MailId) => void order(api.call('threads.part', { mail: { mailId } }), text('suggestions.parted')),
    putThreads: ({ deal, threads }: DealThreadsSuggestion) =>
      void attach({ mails: threads, card: deal, reach: 'thread' }),
    dismiss: (key: SuggestionKey) =>
      void order(api.call('suggestions.dismiss', { key }), text('suggestions.dismissed')),
  };
}
