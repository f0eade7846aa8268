import { useIntl } from 'react-intl';
import type { PushState } from '../../../app/contract/link-views.ts';
import type { CardRef } from '../../../app/domain/card.ts';
import { useText } from '../../text/use-text.ts';
import { useSignWords } from '../held/use-sign-words.ts';

/** How far a mail has come on its way to the CRM: said only when the CRM has answered. */
export function usePushWords(): (push: PushState, card: CardRef) => string {
  const text = useText();
  const intl = useIntl();
  const signWords = useSignWords();
  return (push, { name: card }) => {
    switch (push.kind) {
      case 'arrived':
      case 'rehearsal':
      case 'private':
        return text(`push.${push.kind}`);
      case 'held':
        return text('push.held-because', { sign: signWords(push.sign) });
      case 'waiting':
      case 'failed': {
        if (push.because === null) return text('push.waiting');
        const because = intl.formatMessage({ id: `error.${push.because}.what` }, { card });
        return text(`push.${push.kind}-because`, { because });
      }
    }
  };
}
