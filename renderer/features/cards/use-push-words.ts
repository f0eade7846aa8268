import { useIntl } from 'react-intl';
import type { CardRef } from '../../../app/domain/card.ts';
import type { PushState } from '../../../app/contract/views.ts';
import { useText } from '../../text/use-text.ts';

/** How far a mail has come on its way to the CRM: said only when the CRM has answered. */
export function usePushWords(): (push: PushState, card: CardRef) => string {
  const text = useText();
  const intl = useIntl();
  return (push, { name: card }) => {
    if (push.kind === 'arrived') return text('push.arrived');
    if (push.because === null) return text('push.waiting');
    const because = intl.formatMessage({ id: `error.${push.because}.what` }, { card });
    return text(push.kind === 'failed' ? 'push.failed-because' : 'push.waiting-because', { because });
  };
}
