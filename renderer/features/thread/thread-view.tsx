import { useState } from 'react';
import type { MailView } from '../../../app/contract/mail-views.ts';
import type { ThreadDetail } from '../../../app/contract/thread-views.ts';
import type { MailId } from '../../../app/domain/ids.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useWindow } from '../../state/window-context.tsx';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { firstName } from '../mail-list/who.ts';
import { WhyPanel } from '../why/why-panel.tsx';
import { FilterBar } from './filter-bar.tsx';
import { handOfMail } from './hand-of-mail.ts';
import { MailArticle } from './mail-article.tsx';
import { QuestionBar } from './question-bar.tsx';
import { ThreadSuggestions } from './thread-suggestions.tsx';
import { senderOf } from './sender.ts';

/** More folded mails than this become one line. */
const FOLDED_SHOWN = 2;

/** A thread to be read: newest mail open at the bottom of the page's attention, the older ones folded. */
export function ThreadView({ detail }: Readonly<{ detail: ThreadDetail }>) {
  const { state, dispatch } = useWindow();
  const text = useText();
  const newest = detail.mails.at(-1);
  const [opened, setOpened] = useState<ReadonlySet<MailId>>(new Set());
  const [isUnrolled, setIsUnrolled] = useState(false);
  const isOpen = (mail: MailView) => (mail.id === newest?.id) !== opened.has(mail.id);
  const toggle = (mail: MailView) => {
    const next = new Set(opened);
    if (!next.delete(mail.id)) next.add(mail.id);
    setOpened(next);
  };
  const cardsOf = (mail: MailView) =>
    mail.links
      .map(({ card }) => card.id)
      .sort()
      .join(' ');
  const showsCards = new Set(detail.mails.map(cardsOf)).size > 1;
  const older = detail.mails.slice(0, -1);
  const isRolled = older.length > FOLDED_SHOWN && !isUnrolled;
  const shown = isRolled ? detail.mails.slice(-1) : detail.mails;
  return (
    <div className="thread-scroll">
      <ThreadHead detail={detail} />
      {state.whyOf?.kind === 'mail' && <WhyPanel of={state.whyOf} />}
      {detail.question !== null && <QuestionBar question={detail.question} />}
      <FilterBar detail={detail} />
      <ThreadSuggestions threadId={detail.summary.id} isUnmatched={detail.cards.length === 0} />
      {isRolled && (
        <button type="button" className="mail mail-rolled" aria-expanded={false} onClick={() => setIsUnrolled(true)}>
          <EarlierMails mails={older} />
        </button>
      )}
      {shown.map((mail) => (
        <MailArticle
          key={mail.id}
          mail={mail}
          isOpen={isOpen(mail)}
          showsCards={showsCards}
          onToggle={() => toggle(mail)}
          pick={() => handOfMail(mail, detail, senderOf(mail, text))}
        />
      ))}
      <span className="unseen">{text('thread.end')}</span>
      <Button look="link" className="unseen-until-focus" onClick={() => dispatch({ kind: 'stop-reading' })}>
        {text('thread.back-to-list')}
      </Button>
    </div>
  );
}

function ThreadHead({ detail }: Readonly<{ detail: ThreadDetail }>) {
  const { state, dispatch } = useWindow();
  const { summary, mails } = detail;
  const text = useText();
  const format = useFormat();
  const newest = mails.at(-1);
  const wrote = newest === undefined ? undefined : senderOf(newest, text);
  const isWhyOpen = state.whyOf?.kind === 'mail';
  return (
    <header className="thread-head">
      <Button
        look="icon"
        className="thread-back"
        aria-label={text('thread.back-to-list')}
        onClick={() => dispatch({ kind: 'stop-reading' })}
      >
        <Icon name="back" />
      </Button>
      <h1 className="selectable" dir="auto">
        {summary.subject === '' ? text('mail.no-subject') : summary.subject}
      </h1>
      <p className="thread-meta">
        <span>{text('thread.size', { mails: summary.mailCount, people: summary.peopleCount })}</span>
        {wrote !== undefined && (
          <span className="thread-last">
            <span className="clip" dir="auto">
              {text('thread.last', {
                who: newest?.direction === 'outbound' ? 'you' : 'them',
                name: firstName({ name: wrote, address: wrote }),
                ago: format.ago(summary.lastAt),
              })}
            </span>
          </span>
        )}
        <span>
          <Button
            look="link"
            aria-expanded={isWhyOpen}
            aria-keyshortcuts="w"
            onClick={() =>
              dispatch({
                kind: 'why',
                of: isWhyOpen || newest === undefined ? null : { kind: 'mail', mailId: newest.id },
              })
            }
          >
            {text('thread.why')}
          </Button>
        </span>
        <span className="thread-cards">
          <Button
            look="link"
            aria-expanded={state.isCardsOpen}
            aria-keyshortcuts="c"
            onClick={() => dispatch({ kind: 'show-cards', isOpen: !state.isCardsOpen })}
          >
            {text('thread.cards', { count: detail.cards.length })}
          </Button>
        </span>
      </p>
    </header>
  );
}

function EarlierMails({ mails }: Readonly<{ mails: readonly MailView[] }>) {
  const text = useText();
  const format = useFormat();
  const names = [...new Set(mails.map((mail) => senderOf(mail, text)))];
  const first = mails[0];
  return (
    <>
      <span className="clip" dir="auto">
        {format.list(names.slice(0, 3))}
      </span>
      <span className="mail-rolled-count">{text('thread.earlier', { count: mails.length })}</span>
      {first !== undefined && (
        <span className="mail-rolled-since">{text('thread.since', { when: format.when(first.sentAt) })}</span>
      )}
    </>
  );
}
