import type { Why, WhyFix } from '../../../app/contract/views.ts';
import { useApi } from '../../data/api-context.tsx';
import { useCommand } from '../../data/command.ts';
import { useAnnouncer } from '../../state/announcer.tsx';
import { useWindow } from '../../state/window-context.tsx';
import { useDecisions } from '../decisions/use-decisions.ts';

/** Does what a line of *why* offers. */
export function useFix({ mail }: Why): (fix: WhyFix) => void {
  const api = useApi();
  const { fail } = useAnnouncer();
  const { dispatch } = useWindow();
  const { attach } = useDecisions();
  const retry = useCommand('outbox.retry');

  const run = async (fix: WhyFix): Promise<void> => {
    if (fix.kind === 'retry') {
      retry.mutate({ outboxId: fix.outboxId }, { onError: fail });
      return;
    }
    const { summary } = await api.call('threads.of', { mail: { mailId: mail.id } });
    const held = { threadId: summary.id, mailId: mail.id, subject: mail.subject, who: '' };
    if (fix.kind === 'choose' || fix.kind === 'answer') {
      dispatch({ kind: 'take', hand: { how: 'choose', unit: 'thread', from: null, mails: [held] } });
      return;
    }
    const { card } = await api.call('cards.get', { cardId: fix.cardId });
    if (fix.kind !== 'detach') return attach({ mails: [held], card, reach: 'thread' });
    const request = { mails: [mail.id], card, likely: 'thread', at: null } as const;
    dispatch({ kind: 'open', dialog: { kind: 'detach', request } });
  };
  return (fix) => void run(fix).catch(fail);
}
