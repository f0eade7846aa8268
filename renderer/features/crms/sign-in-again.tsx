import { useState } from 'react';
import type { CrmView } from '../../../app/contract/crm-views.ts';
import { Button } from '../../components/button.tsx';
import { useAsk } from '../../data/ask.ts';
import { useAnnouncer } from '../../state/announcer.tsx';
import { useText } from '../../text/use-text.ts';
import { SignInForm } from './sign-in-form.tsx';

/** Another token, or the browser again, for a CRM that refused the one it had; cards and what is owed stay. */
export function SignInAgain({ crm: { id, connector } }: Readonly<{ crm: CrmView }>) {
  const text = useText();
  const { say } = useAnnouncer();
  const { data: connectors } = useAsk('crms.connectors', {});
  const [isOpen, setOpen] = useState(false);
  const view = connectors?.find((one) => one.connector === connector);
  if (view === undefined) return null;
  if (!isOpen) return <Button onClick={() => setOpen(true)}>{text('crms.sign-in-again')}</Button>;
  const close = () => setOpen(false);
  const signedIn = () => {
    say(text('crms.signed-in-again', { name: text(`crms.name.${connector}`) }));
    close();
  };
  return <SignInForm connector={view} crmId={id} back={text('crms.stop-waiting')} onBack={close} onEnd={signedIn} />;
}
