import { useState, type SubmitEvent } from 'react';
import type { MailView } from '../../../app/contract/views.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useAsk } from '../../data/ask.ts';
import { useApi } from '../../data/api-context.tsx';
import { useAnnouncer } from '../../state/announcer.tsx';
import { useMine } from '../../state/use-mine.ts';
import { useWindow } from '../../state/window-context.tsx';
import type { DetachRequest } from '../../state/window-state.ts';
import { useText } from '../../text/use-text.ts';
import { useDecisions } from '../decisions/use-decisions.ts';
import { outsidersOf } from './outsiders.ts';
import './detach.css';

/** Asks how far a detach goes before anything is let go. The likely reach is chosen; Enter does it. */
export function DetachDialog({ request }: Readonly<{ request: DetachRequest }>) {
  const { mails, card, likely, at } = request;
  const { dispatch } = useWindow();
  const text = useText();
  const { data: mail } = useAsk('mails.get', { mail: { mailId: mails[0] } });
  const close = () => dispatch({ kind: 'close' });
  return (
    <Dialog title={text('detach.title', { card: card.name })} closeLabel={text('dialog.close')} onClose={close} at={at}>
      {mail !== undefined && <ReachForm request={request} likely={likely} mail={mail} onDone={close} />}
    </Dialog>
  );
}

type ReachFormProps = Readonly<{
  request: DetachRequest;
  likely: 'message' | 'thread';
  mail: MailView;
  onDone: () => void;
}>;

function ReachForm({ request: { mails, card }, likely, mail, onDone }: ReachFormProps) {
  const text = useText();
  const api = useApi();
  const { fail } = useAnnouncer();
  const { detach } = useDecisions();
  const mine = useMine();
  const people = mails.length === 1 ? outsidersOf(mail, mine) : [];
  const [reach, setReach] = useState<string>(likely);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onDone();
    const person = people.find(({ address }) => address === reach);
    const kind = person === undefined ? (reach === 'message' ? 'message' : 'thread') : 'person';
    api
      .call('threads.of', { mail: { mailId: mail.id } })
      .then(
        ({ summary }) => detach({ mails, threadIds: [summary.id], card, reach: kind, person: person?.address }),
        fail,
      );
  };
  const options = [
    { value: 'message', label: text('detach.message', { count: mails.length }) },
    { value: 'thread', label: text('detach.thread', { count: mails.length }) },
    ...people.map(({ address, name }) => ({ value: address, label: text('detach.person', { name, kind: card.kind }) })),
  ];
  return (
    <form onSubmit={submit}>
      <p className="dim clip" dir="auto">
        {mails.length === 1 ? mail.subject || text('mail.no-subject') : text('detach.many', { count: mails.length })}
      </p>
      <fieldset className="reach">
        <legend className="unseen">{text('detach.reach')}</legend>
        {options.map(({ value, label }) => (
          <label key={value} className="reach-option">
            <input
              type="radio"
              name="reach"
              value={value}
              checked={reach === value}
              autoFocus={value === likely}
              onChange={() => setReach(value)}
            />
            <span dir="auto">{label}</span>
          </label>
        ))}
      </fieldset>
      <p className="dim reach-note">{text('detach.note')}</p>
      <div className="form-end">
        <Button onClick={onDone}>{text('detach.keep')}</Button>
        <Button look="main" type="submit">
          {text('detach.do')}
        </Button>
      </div>
    </form>
  );
}
