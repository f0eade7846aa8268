import { useState } from 'react';
import { useIntl } from 'react-intl';
import type { CrmView } from '../../../app/contract/crm-views.ts';
import { CARD_KINDS } from '../../../app/domain/card.ts';
import type { CrmId } from '../../../app/domain/ids.ts';
import { policyOf } from '../../../app/errors.ts';
import { capabilityWords } from '../../../resources/locales/capability-words.ts';
import { userWords } from '../../../resources/locales/crm-user-words.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { useCommand } from '../../data/command.ts';
import { useAnnouncer } from '../../state/announcer.tsx';
import { useDispatch } from '../../state/window-context.tsx';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { RehearsalNotice } from '../sent/rehearsal-notice.tsx';
import { SignInAgain } from './sign-in-again.tsx';
import { useCrmProgress } from './use-crm-progress.ts';
import { useErrorWords } from '../trouble/error-words.ts';

/** One CRM: who we are there, its cards, what waits, what it can do, and what can be done with it. */
export function CrmSection({ crm }: Readonly<{ crm: CrmView }>) {
  const text = useText();
  const { id, connector, url, userName, isConnected } = crm;
  const name = text(`crms.name.${connector}`);
  return (
    <section className="crm" aria-label={name}>
      <header className="crm-head">
        <h2>{name}</h2>
        {id !== connector && <span className="dim">{id}</span>}
        <span className="dim clip">
          {url === null
            ? text('crms.inside')
            : text(isConnected ? 'crms.at' : 'crms.was-at', { url, ...userWords(userName) })}
        </span>
      </header>
      <CrmTrouble crm={crm} />
      <CrmFacts crm={crm} />
      <RehearsalNotice crmId={id} />
      <ReadingCards crmId={id} />
      <CrmVerbs crm={crm} />
      <CarryLink crm={crm} />
      <Capabilities crm={crm} />
    </section>
  );
}

/** What keeps the CRM from taking mail now: its own pause with the time it ends, or trouble with the next step; a sign-in can be made anew here. */
function CrmTrouble({ crm }: Readonly<{ crm: CrmView }>) {
  const { hold, trouble } = crm;
  const text = useText();
  const format = useFormat();
  const words = useErrorWords();
  if (trouble !== null) {
    const { what, next } = words(trouble);
    return (
      <>
        <Notice tone="bad" icon="alert">
          {what} {next}
        </Notice>
        {policyOf(trouble.code).retry === 'after-sign-in' && <SignInAgain crm={crm} />}
      </>
    );
  }
  if (hold === null) return null;
  return (
    <Notice tone="warn" icon="clock">
      {words({ code: hold.because, details: {} }).what} {text('crms.goes-on', { when: format.moment(hold.until) })}
    </Notice>
  );
}

function CrmFacts({ crm: { cardCounts, readAt, outbox, isConnected } }: Readonly<{ crm: CrmView }>) {
  const text = useText();
  const format = useFormat();
  const dispatch = useDispatch();
  return (
    <ul className="crm-facts">
      {CARD_KINDS.map((kind) => (
        <li key={kind}>{text(`crms.count.${kind}`, { count: cardCounts[kind] })}</li>
      ))}
      {readAt !== null && isConnected && <li className="dim">{text('crms.read', { when: format.ago(readAt) })}</li>}
      <li>
        <Button look="link" onClick={() => dispatch({ kind: 'go', place: { kind: 'sent' } })}>
          {text('crms.outbox', { ...outbox })}
        </Button>
      </li>
    </ul>
  );
}

/** How far reading its cards is, while they are read. */
function ReadingCards({ crmId }: Readonly<{ crmId: CrmId }>) {
  const text = useText();
  const progress = useCrmProgress(crmId);
  if (progress === null) return null;
  const { done, total } = progress;
  return (
    <div className="crm-reading" role="status">
      {text('crms.progress', { done, total: total ?? 0 })}
      {total !== null && <progress max={total} value={done} aria-label={text('crms.progress-name')} />}
    </div>
  );
}

function CrmVerbs({ crm }: Readonly<{ crm: CrmView }>) {
  const text = useText();
  const { fail, say } = useAnnouncer();
  const check = useCommand('crms.check');
  const load = useCommand('crms.load');
  const disconnect = useCommand('crms.disconnect');
  const [isAsked, setAsked] = useState(false);
  const { id: crmId, url, isConnected } = crm;
  if (url === null || !isConnected) return null;
  const checked = ({ user }: { readonly user: string | null }): void => say(text('crms.checked', userWords(user)));
  const loaded = ({ cardCount }: { readonly cardCount: number }): void =>
    say(text('crms.loaded', { count: cardCount }));
  if (isAsked) {
    return (
      <div className="crm-verbs">
        <span>{text('crms.disconnect-means')}</span>
        <Button disabled={disconnect.isPending} onClick={() => disconnect.mutate({ crmId }, { onError: fail })}>
          {text('crms.disconnect-now')}
        </Button>
        <Button look="quiet" autoFocus onClick={() => setAsked(false)}>
          {text('crms.stay')}
        </Button>
      </div>
    );
  }
  return (
    <div className="crm-verbs">
      <Button disabled={check.isPending} onClick={() => check.mutate({ crmId }, { onSuccess: checked, onError: fail })}>
        {text('crms.check')}
      </Button>
      <Button disabled={load.isPending} onClick={() => load.mutate({ crmId }, { onSuccess: loaded, onError: fail })}>
        {text(load.isPending ? 'crms.loading' : 'crms.load')}
      </Button>
      <Button look="quiet" onClick={() => setAsked(true)}>
        {text('crms.disconnect')}
      </Button>
    </div>
  );
}

/** Its mail can be taken to another CRM, also when it is disconnected: what is known of its cards has to do then. */
function CarryLink({ crm: { id, cardCounts } }: Readonly<{ crm: CrmView }>) {
  const text = useText();
  const dispatch = useDispatch();
  if (CARD_KINDS.every((kind) => cardCounts[kind] === 0)) return null;
  return (
    <Button look="link" onClick={() => dispatch({ kind: 'go', place: { kind: 'carry', fromId: id } })}>
      {text('carry.start')}
    </Button>
  );
}

/** In words, made from what the engine itself branches on. */
function Capabilities({ crm: { capabilities } }: Readonly<{ crm: CrmView }>) {
  const text = useText();
  const intl = useIntl();
  const sentences = capabilityWords((id, values) => intl.formatMessage({ id }, { ...values }), capabilities);
  return (
    <details className="crm-can">
      <summary>{text('crms.can')}</summary>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </details>
  );
}
