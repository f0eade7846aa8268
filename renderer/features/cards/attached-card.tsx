import type { CardSummary } from '../../../app/contract/card-views.ts';
import type { ThreadDetail } from '../../../app/contract/thread-views.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { useDispatch } from '../../state/window-context.tsx';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { useMailDrag } from '../drag/use-mail-drag.ts';
import { PushMark } from '../mail-list/thread-chips.tsx';
import { handOfThread } from './hand-of-thread.ts';
import { useCardFacts } from './use-card-facts.ts';
import { useEvidenceWords } from './use-evidence-words.ts';
import { usePushWords } from './use-push-words.ts';

type AttachedCardProps = Readonly<{
  card: CardSummary;
  detail: ThreadDetail;
  /** Whether D means this card when no card has the focus. */
  isFirst: boolean;
  onDetach: () => void;
}>;

/** A card the open thread is on. Drag it away to take the thread off it. */
export function AttachedCard({ card, detail, isFirst, onDetach }: AttachedCardProps) {
  const dispatch = useDispatch();
  const text = useText();
  const format = useFormat();
  const facts = useCardFacts(card);
  const evidenceWords = useEvidenceWords();
  const pushWords = usePushWords();
  const links = detail.mails.flatMap((mail) => mail.links.filter((link) => link.card.id === card.id));
  const newest = links.at(-1);
  const drag = useMailDrag<HTMLLIElement>(() =>
    newest === undefined ? null : handOfThread(detail, 'drag', { from: card, mailId: newest.mailId }),
  );
  return (
    <li ref={drag} className={`card card-${card.kind}`} data-card={card.id} aria-label={card.name}>
      <div className="card-top">
        <Icon name={card.kind} />
        <button
          type="button"
          className="card-name"
          dir="auto"
          title={card.name}
          onClick={() => dispatch({ kind: 'go', place: { kind: 'card', cardId: card.id } })}
        >
          {card.name}
        </button>
        {newest !== undefined && <PushMark push={newest.push} />}
      </div>
      <p className="card-facts">{facts}</p>
      {newest !== undefined && <p className="card-reason">{evidenceWords(newest.evidence)}</p>}
      {links.length < detail.mails.length && (
        <p className="dim">{text('cards.some', { count: links.length, total: detail.mails.length })}</p>
      )}
      {newest !== undefined && newest.push.kind !== 'arrived' && (
        <p className={newest.push.kind === 'failed' ? 'card-failed' : 'dim'}>{pushWords(newest.push, card)}</p>
      )}
      {card.lastMail !== null && (
        <p className="card-last dim">
          {text('card.last', {
            name: card.lastMail.name,
            who: card.lastMail.direction === 'outbound' ? 'you' : 'them',
            ago: format.ago(card.lastMail.at),
          })}
        </p>
      )}
      <Button
        look="quiet"
        className="card-detach"
        aria-label={text('cards.detach-from', { card: card.name })}
        aria-keyshortcuts="d"
        onClick={onDetach}
      >
        {text('cards.detach')}
        {isFirst && <Kbd>D</Kbd>}
      </Button>
    </li>
  );
}
