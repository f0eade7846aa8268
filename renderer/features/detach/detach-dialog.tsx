import { useState, type SubmitEvent } from 'react';
import type { MailView } from '../../../app/contract/mail-views.ts';
import type { ThreadSummary } from '../../../app/contract/thread-views.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useAsk } from '../../data/ask.ts';
import { useDispatch } from '../../state/window-context.tsx';
import type { DetachRequest } from '../../state/window-state.ts';
import { useText } from '../../text/use-text.ts';
import { useDecisions } from '../decisions/use-decisions.ts';
import { useDetachCount } from './use-detach-count.ts';
import { outsidersOf } from './outsiders.ts';
import './detach.css';

/** Asks how far a detach goes before anything is let go. The likely reach is chosen; Enter does it. */
export function DetachDialog({ request }: Readonly<{ request: DetachRequest }>) {
  const { mails, card, likely, at } = request;
  const dispatch = useDispatch();
  const text = useText();
  const { data: thread } = useAsk('threads.of', { mail: { mailId: mails[0] } });
  const mail = thread?.mails.find(({ id }) => id === mails[0]);
  const close = () => dispatch({ kind: 'close' });
  return (
    <Dialog title={text('detach.title', { card: card.name })} closeLabel={text('dialog.close')} onClose={close} at={at}>
      {thread !== undefined && mail !== undefined && (
        <ReachForm request={request} likely={likely} mail={mail} thread={thread.summary} onDone={close} />
      )}
    </Dialog>
  );
}

type ReachFormProps = Readonly<{
  request: DetachRequest;
  likely: 'message' | 'thread';
  mail: MailView;
  /** The thread the mail is in. */
  thread: ThreadSummary;
  onDone: () => void;
}>;

function ReachForm({ request: { mails, card }, likely, mail, thread, onDone }: ReachFormProps) {
  const text = useText();
  const { detach } = useDecisions();
  const people = mails.length === 1 ? outsidersOf(mail) : [];
  const [reach, setReach] = useState<string>(likely);
  const person = people.find(({ address }) => address === reach);
  const kind = person === undefined ? (reach === 'message' ? 'message' : 'thread') : 'person';
  const count = useDetachCount({
    mails: mails.map((mailId) => ({ mailId })),
    cardId: card.id,
    reach: kind,
    ...(person === undefined ? {} : { person: person.address }),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onDone();
    void detach({ mails, threadIds: [thread.id], card, reach: kind, person: person?.address });
  };
  const options = [
    { value: 'message', label: text('detach.message', { count: mails.length }) },
    { value: 'thread', label: text('detach.thread', { count: mails.length }) },
    ...people.map(({ address, name }) => ({ value: address, label: text('detach.person', { name, kind: card.kind }) })),
  ];
  return (
    <form onSubmit={submit}>
      <p className="dim clip" dir="auto">
        {mails.length === 1 ? thread.subject || text('mail.no-subject') : text('detach.many', { count: mails.length })}
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
      <p className="dim reach-note" aria-live="polite">
        {count === null
          ? text('detach.note')
          : text(`detach.would.${kind}`, { count, card: card.name, name: person?.name ?? '' })}
      </p>
      <div className="form-end">
        <Button onClick={onDone}>{text('detach.keep')}</Button>
        <Button look="main" type="submit">
          {text('detach.do')}
        </Button>
      </div>
    </form>
  );
}
