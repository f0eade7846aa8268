import { useState } from 'react';
import type { ConnectorView } from '../../../app/contract/crm-views.ts';
import { Button } from '../../components/button.tsx';
import { useAsk } from '../../data/ask.ts';
import { useAnnouncer } from '../../state/announcer.tsx';
import { useText } from '../../text/use-text.ts';
import { SignInForm } from './sign-in-form.tsx';

/** First which CRM, then what that one asks for to sign in. */
export function ConnectCrm({ onEnd }: Readonly<{ onEnd: () => void }>) {
  const text = useText();
  const { say } = useAnnouncer();
  const { data: connectors } = useAsk('crms.connectors', {});
  const [chosen, setChosen] = useState<ConnectorView | null>(null);
  if (chosen !== null) {
    const connected = () => {
      say(text('crms.connected', { name: text(`crms.name.${chosen.connector}`) }));
      onEnd();
    };
    return <SignInForm connector={chosen} back={text('crms.back')} onBack={() => setChosen(null)} onEnd={connected} />;
  }
  return (
    <section className="crm-connect" aria-label={text('crms.which')}>
      <h2>{text('crms.which')}</h2>
      <ul className="crm-choice">
        {connectors?.map((one, at) => (
          <li key={one.connector}>
            <Button autoFocus={at === 0} onClick={() => setChosen(one)}>
              {text(`crms.name.${one.connector}`)}
            </Button>
          </li>
        ))}
      </ul>
      <Button look="quiet" onClick={onEnd}>
        {text('crms.not-now')}
      </Button>
    </section>
  );
}
