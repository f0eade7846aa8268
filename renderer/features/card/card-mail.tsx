import type { CardSummary, MailOnCard } from '../../../app/contract/card-views.ts';
import { Button } from '../../components/button.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { useDispatch } from '../../state/window-context.tsx';
import type { DetachRequest } from '../../state/window-state.ts';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { useEvidenceWords } from '../cards/use-evidence-words.ts';
import { usePushWords } from '../cards/use-push-words.ts';
import { useMailDrag } from '../drag/use-mail-drag.ts';
import { fullName } from '../mail-list/who.ts';
import { PushMark } from '../mail-list/thread-chips.tsx';

/** A mail on a card: who, what, when, why it is here and whether the CRM has it. Drag it away to take it off. */
export function CardMail({ mail, card }: Readonly<{ mail: MailOnCard; card: CardSummary }>) {
  const dispatch = useDispatch();
  const text = useText();
  const format = useFormat();
  const evidenceWords = useEvidenceWords();
  const pushWords = usePushWords();
  const who = mail.direction === 'outbound' ? text('who.you-first') : fullName(mail.from);
  const subject = mail.subject === '' ? text('mail.no-subject') : mail.subject;
  const held = { threadId: mail.threadId, mailId: mail.mailId, subject, who };
  const drag = useMailDrag<HTMLLIElement>(() => ({ how: 'drag', mails: [held], unit: 'message', from: card }));
  const open = () => {
    dispatch({ kind: 'go', place: { kind: 'mail', filter: {} } });
    dispatch({ kind: 'select', id: mail.threadId, isReading: true });
  };
  const detach = () => {
    const request: DetachRequest = { mails: [mail.mailId], card, likely: 'thread', at: null };
    dispatch({ kind: 'open', dialog: { kind: 'detach', request } });
  };
  return (
    <li
      ref={drag}
      className="card-mail"
      data-mail={mail.mailId}
      onKeyDown={(event) => {
        if (event.key === 'd') detach();
        else if (event.key === 'x')
          dispatch({ kind: 'take', hand: { how: 'cut', mails: [held], unit: 'message', from: card } });
        else return;
        event.stopPropagation();
      }}
    >
      <button
        type="button"
        className="card-mail-open"
        aria-label={text('card.open-mail', { subject, who })}
        onClick={open}
      >
        <span className="row-line">
          <span className="row-who clip" dir="auto">
            {who}
          </span>
          <span className="row-gap" />
          <time dateTime={new Date(mail.sentAt).toISOString()} title={format.fullWhen(mail.sentAt)}>
            {format.when(mail.sentAt)}
          </time>
        </span>
        <span className="clip" dir="auto">
          {subject}
          <span className="row-snippet">{mail.snippet}</span>
        </span>
      </button>
      <div className="card-mail-facts">
        <span className="card-mail-why clip" title={evidenceWords(mail.evidence)}>
          {evidenceWords(mail.evidence)}
        </span>
        <span className={`card-mail-push card-mail-push-${mail.push.kind}`}>
          <PushMark push={mail.push} />
          <span className="clip" aria-hidden={mail.push.kind === 'arrived'}>
            {mail.push.kind === 'arrived' ? text('push.arrived-short') : pushWords(mail.push, card)}
          </span>
        </span>
        <Button look="quiet" aria-label={text('card.detach', { subject, who })} aria-keyshortcuts="d" onClick={detach}>
          {text('cards.detach')} <Kbd>D</Kbd>
        </Button>
      </div>
    </li>
  );
}
