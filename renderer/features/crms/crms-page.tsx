import { useState } from 'react';
import { Bones } from '../../components/bones.tsx';
import { Button } from '../../components/button.tsx';
import { useAsk } from '../../data/ask.ts';
import { useReady } from '../../state/use-ready.ts';
import { useText } from '../../text/use-text.ts';
import { Failure } from '../trouble/failure.tsx';
import { ConnectCrm } from './connect-crm.tsx';
import { CrmSection } from './crm-section.tsx';
import './crms.css';

/** Every CRM that Mailpin speaks with, what each can do and how it stands with it; and connecting another. */
export function CrmsPage() {
  const text = useText();
  const { data, error, isPending } = useAsk('crms.list', {});
  const [isConnecting, setConnecting] = useState(false);
  useReady(!isPending);
  return (
    <section className="page crms" aria-label={text('crms.name')}>
      <header className="page-head">
        <h1>{text('crms.title')}</h1>
        <span className="row-gap" />
        {!isConnecting && (
          <Button look="main" onClick={() => setConnecting(true)}>
            {text('crms.connect')}
          </Button>
        )}
      </header>
      {isConnecting && <ConnectCrm onEnd={() => setConnecting(false)} />}
      {!isConnecting && data?.length === 1 && <p className="crms-lead dim">{text('crms.lead')}</p>}
      {error !== null && <Failure error={error} />}
      {isPending && <Bones count={4} label={text('state.loading')} />}
      {data?.map((crm) => (
        <CrmSection key={crm.id} crm={crm} />
      ))}
    </section>
  );
}
