import type { AccountFacts } from '../../../app/contract/status-views.ts';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';

/** What an account is doing, and when its last mail came. Trouble has its own words. */
export function useAccountState({ state, lastMailAt }: AccountFacts): string {
  const text = useText();
  const format = useFormat();
  const last = lastMailAt === null ? text('status.no-mail') : text('status.last-mail', { ago: format.ago(lastMailAt) });
  const said = (): string => {
    switch (state.kind) {
      case 'never-synced':
      case 'connecting':
      case 'deleting':
      case 'trouble':
        return text(`account-page.state.${state.kind}`);
      case 'mirroring':
      case 'paused':
        return text(`account-page.state.${state.kind}`, {
          done: state.done,
          total: state.total,
          pace: state.kind === 'mirroring' && state.pace !== null ? Math.round(state.pace.mailsPerSecond) : 0,
          left: state.kind === 'mirroring' && state.pace !== null ? Math.ceil(state.pace.secondsLeft / 60) : 0,
        });
      case 'up-to-date':
        return text('account-page.state.up-to-date', { ago: format.ago(state.at) });
      case 'watching':
        return text('account-page.state.watching', { ago: format.ago(state.since) });
      case 'disconnected':
        return text('account-page.state.disconnected', { ago: format.ago(state.since) });
    }
  };
  return format.list([said(), last]);
}
