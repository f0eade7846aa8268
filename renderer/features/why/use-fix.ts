import type { WhyFix } from '../../../app/contract/why-views.ts';
import type { MailId } from '../../../app/domain/ids.ts';
import { useApi } from '../../data/api-context.tsx';
import { useCommand } from '../../data/command.ts';
import { useAnnouncer } from '../../state/announcer.tsx';
import { useDispatch } from '../../state/window-context.tsx';
import type { WhyOf } from '../../state/window-state.ts';
import { useDecisions } from '../decisions/use-decisions.ts';
import { useRuleChange } from '../rules/use-rule-change.ts';
import { useExtent } from '../extent/use-extent.ts';

/** Does what a line of *why* offers. */
export function useFix(): (fix: WhyFix) => void {
  const api = useApi();
  const { fail } = useAnnouncer();
  const dispatch = useDispatch();
  const { attach } = useDecisions();
  const { change } = useRuleChange();
  const setExtent = useExtent();
  const retry = useCommand('outbox.retry');
  const sync = useCommand('sync.once');

  const held = async (mailId: MailId) => {
    const { summary } = await api.call('threads.of', { mail: { mailId } });
    return { threadId: summary.id, mailId, subject: summary.subject, who: '' };
  };
  const show = (of: WhyOf) => dispatch({ kind: 'why', of });
  const run = async (fix: WhyFix): Promise<void> => {
    switch (fix.kind) {
      case 'retry':
        retry.mutate({ outboxId: fix.outboxId }, { onError: fail });
        break;
      case 'allow':
        change({ kind: 'allow', target: { kind: 'address', value: fix.address } });
        break;
      case 'show-blocklist':
        dispatch({ kind: 'go', place: { kind: 'rules', section: 'blocked' } });
        break;
      case 'push-anyway':
        await setExtent([fix.mailId], 'message', 'full');
        break;
      case 'keep-private':
        await setExtent([fix.mailId], 'message', 'none');
        break;
      case 'change-extent':
        await setExtent([fix.mailId], fix.reach, fix.extent);
        break;
      case 'show-rehearsal':
        dispatch({ kind: 'go', place: { kind: 'sent' } });
        break;
      case 'sync':
        sync.mutate({}, { onError: fail });
        break;
      case 'change-import':
        dispatch({ kind: 'go', place: { kind: 'account', accountId: fix.accountId } });
        break;
      case 'add-account':
        dispatch({ kind: 'open', dialog: { kind: 'add-account', source: 'imap' } });
        break;
      case 'show-mail':
        show({ kind: 'mail', mailId: fix.mailId });
        break;
      case 'show-card':
        show({ kind: 'card', cardId: fix.cardId });
        break;
      case 'show-address':
        show({ kind: 'address', address: fix.address });
        break;
      case 'choose':
      case 'answer': {
        const mails = [await held(fix.mailId)];
        dispatch({ kind: 'take', hand: { how: 'choose', unit: 'thread', from: null, mails } });
        break;
      }
      case 'attach':
      case 'let-in': {
        const { card } = await api.call('cards.get', { cardId: fix.cardId });
        await attach({ mails: [await held(fix.mailId)], card, reach: 'thread' });
        break;
      }
      case 'detach': {
        const { card } = await api.call('cards.get', { cardId: fix.cardId });
        const request = { mails: [fix.mailId], card, likely: 'thread', at: null } as const;
        dispatch({ kind: 'open', dialog: { kind: 'detach', request } });
        break;
      }
    }
  };
  return (fix) => void run(fix).catch(fail);
}
