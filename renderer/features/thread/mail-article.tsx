import type { MailView } from '../../../app/contract/mail-views.ts';
import { Icon } from '../../components/icon.tsx';
import { Tag } from '../../components/tag.tsx';
import type { Hand } from '../../state/hand.ts';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { useMailDrag } from '../drag/use-mail-drag.ts';
import { ExtentChoice } from '../extent/extent-choice.tsx';
import { HistorySection } from '../history/history-section.tsx';
import { PushMark } from '../mail-list/thread-chips.tsx';
import { Attachments } from './attachments.tsx';
import { MailBodyView } from './mail-body.tsx';
import { MailNotes, TroubleTags } from './mail-notes.tsx';
import { PersonAddress } from './person-address.tsx';
import { Recipients } from './recipients.tsx';
import { senderOf } from './sender.ts';

type MailArticleProps = Readonly<{
  mail: MailView;
  isOpen: boolean;
  /** Whether the mail's own cards are worth naming: when the mails of the thread are on different ones. */
  showsCards: boolean;
  onToggle: () => void;
  pick: () => Hand;
}>;

/** One mail of a thread, open or folded to a line. Drag its head to take this mail alone. */
export function MailArticle({ mail, isOpen, showsCards, onToggle, pick }: MailArticleProps) {
  const text = useText();
  const format = useFormat();
  const drag = useMailDrag<HTMLElement>(pick);
  const sender = senderOf(mail, text);
  const author = mail.participants.find(({ role }) => role === 'from');
  return (
    <article
      ref={drag}
      className={`mail ${isOpen ? '' : 'mail-folded'}`}
      aria-label={text('mail.name', { sender })}
      data-mail={mail.id}
    >
      <header className="mail-head">
        <button
          type="button"
          className="mail-sender"
          aria-expanded={isOpen}
          aria-label={text(isOpen ? 'mail.fold' : 'mail.open', { sender })}
          onClick={onToggle}
        >
          <b className="clip" dir="auto">
            {sender}
          </b>
          {!isOpen && (
            <span className="clip dim" dir="auto">
              {mail.snippet}
            </span>
          )}
        </button>
        {!isOpen && mail.attachments.some(({ isInline }) => !isInline) && <Icon name="clip" />}
        <time className="dim" dateTime={new Date(mail.sentAt).toISOString()} title={format.fullWhen(mail.sentAt)}>
          {format.when(mail.sentAt)}
        </time>
      </header>
      {isOpen && (
        <div className="mail-meta">
          {author !== undefined && mail.direction === 'inbound' && <PersonAddress person={author} />}
          <Recipients mail={mail} />
          {mail.isDateGuessed && <Tag tone="quiet">{text('mail.date-guessed')}</Tag>}
        </div>
      )}
      {!isOpen && mail.troubles.length > 0 && (
        <div className="mail-cards">
          <TroubleTags troubles={mail.troubles} />
        </div>
      )}
      {showsCards && (mail.links.length > 0 || mail.keptOut.length > 0) && (
        <div className="mail-cards">
          {mail.links.map(({ card, push }) => (
            <Tag key={card.id} tone={card.kind === 'deal' ? 'accent' : 'plain'} mark={<PushMark push={push} />}>
              {card.name}
            </Tag>
          ))}
          {mail.keptOut.map(({ card }) => (
            <Tag key={card.id} tone="quiet">
              {text('chip.kept-out', { card: card.name })}
            </Tag>
          ))}
        </div>
      )}
      {isOpen && (
        <div className="mail-body">
          <MailNotes mail={mail} />
          <MailBodyView mail={mail} />
          <Attachments mail={mail} />
          <footer className="mail-foot">
            <HistorySection of={{ mail: { mailId: mail.id } }} names="card" />
            {mail.links.length > 0 && <ExtentChoice mail={mail} />}
          </footer>
        </div>
      )}
    </article>
  );
}
