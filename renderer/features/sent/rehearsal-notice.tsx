import { useState } from 'react';
import type { RehearsalView } from '../../../app/contract/decision-views.ts';
import type { CrmId } from '../../../app/domain/ids.ts';
import { REHEARSED_SETS, type RehearsedSet } from '../../../app/domain/rehearsal.ts';
import { Button } from '../../components/button.tsx';
import { useAsk } from '../../data/ask.ts';
import { useCommand } from '../../data/command.ts';
import { useAnnouncer } from '../../state/announcer.tsx';
import { useText } from '../../text/use-text.ts';
import { useSignWords } from '../held/use-sign-words.ts';
import { useCrmNames } from '../crms/use-crm-names.ts';
import './rehearsal.css';

const MAILS = 200;

/**
 * What the first push to a CRM would do, with the mails behind each number, and the go; and the switch to be asked first.
 *
 * @param crmId the one of which it is said; of all when left out
 */
export function RehearsalNotice({ crmId }: Readonly<{ crmId?: CrmId }>) {
  const { data } = useAsk('rehearsal.get', {});
  const names = useCrmNames();
  return data
    ?.filter((view) => crmId === undefined || view.crmId === crmId)
    .map((view) => (
      <Rehearsal key={view.crmId} view={view} crm={data.length > 1 ? (names.get(view.crmId) ?? view.crmId) : null} />
    ));
}

/** @param crm its name, where there are several */
function Rehearsal({ view, crm }: Readonly<{ view: RehearsalView; crm: string | null }>) {
  const text = useText();
  const { fail } = useAnnouncer();
  const go = useCommand('rehearsal.go');
  const set = useCommand('rehearsal.set');
  const [shown, setShown] = useState<RehearsedSet | null>(null);
  const { crmId, isOn, mailCount, cardCount, counts } = view;
  const toggle = (
    <label className="rehearsal-switch">
      <input
        type="checkbox"
        checked={isOn}
        disabled={set.isPending}
        onChange={() => set.mutate({ crmId, isOn: !isOn }, { onError: fail })}
      />
      {crm === null ? text('rehearsal.switch') : text('rehearsal.switch-of', { crm })}
    </label>
  );
  if (mailCount === 0) return toggle;
  return (
    <section className="rehearsal" aria-label={text('rehearsal.title')}>
      <h2>
        {text('rehearsal.would', { mails: mailCount, cards: cardCount })}{' '}
        {crm !== null && <span className="dim">{crm}</span>}
      </h2>
      <div className="rehearsal-sets">
        {REHEARSED_SETS.filter((one) => counts[one] > 0).map((one) => (
          <Button
            key={one}
            look="link"
            aria-pressed={shown === one}
            onClick={() => setShown(shown === one ? null : one)}
          >
            {text(`rehearsal.set.${one}`, { count: counts[one] })}
          </Button>
        ))}
      </div>
      {shown !== null && <RehearsedMails view={view} set={shown} />}
      <div className="rehearsal-go">
        <Button look="main" disabled={go.isPending} onClick={() => go.mutate({ crmId }, { onError: fail })}>
          {text('rehearsal.go', { count: mailCount })}
        </Button>
        {toggle}
      </div>
    </section>
  );
}

function RehearsedMails({ view, set }: Readonly<{ view: RehearsalView; set: RehearsedSet }>) {
  const text = useText();
  const signWords = useSignWords();
  const { data } = useAsk('rehearsal.mails', { crmId: view.crmId, set, limit: MAILS });
  return (
    <ul className="rehearsal-mails">
      {data?.items.map((mail) => (
        <li key={mail.mailId} className="clip" dir="auto">
          {mail.subject === '' ? text('mail.no-subject') : mail.subject}
          <span className="dim"> {mail.cards.map(({ name }) => name).join(', ')}</span>
          {mail.sign !== null && <span className="dim"> {signWords(mail.sign)}</span>}
        </li>
      ))}
    </ul>
  );
}
