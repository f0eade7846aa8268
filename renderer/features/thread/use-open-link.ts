import { isOpenedScheme } from '../../../app/domain/link-schemes.ts';
import { useAnnouncer } from '../../state/announcer.tsx';
import { useText } from '../../text/use-text.ts';

/** Hands a link of a mail to the shell, which shows the real host and asks before anything opens. Of one that is refused the user is told why. */
export function useOpenLink(): (url: string) => void {
  const { tell } = useAnnouncer();
  const text = useText();
  return (url) => {
    const goal = URL.parse(url);
    if (goal === null) tell(text('mail.link-broken'));
    else if (isOpenedScheme(goal.protocol)) window.open(url, '_blank', 'noopener');
    else tell(text('mail.link-refused', { scheme: goal.protocol.slice(0, -1), host: goal.host }));
  };
}
