import { useQueryClient } from '@tanstack/react-query';
import type { CardSummary } from '../../../app/contract/card-views.ts';
import type { ThreadDetail } from '../../../app/contract/thread-views.ts';
import { Bones } from '../../components/bones.tsx';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Icon } from '../../components/icon.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { useAsk } from '../../data/ask.ts';
import { useShortcuts } from '../../keys/shortcuts-context.tsx';
import { useDispatch, useWindow } from '../../state/window-context.tsx';
import type { ThreadId } from '../../../app/domain/ids.ts';
import type { TextKey } from '../../text/messages.ts';
import { useText } from '../../text/use-text.ts';
import { useHomeDrop } from '../drag/use-home-drop.ts';
import { ThreadExtent } from '../extent/thread-extent.tsx';
import { AttachedCard } from './attached-card.tsx';
import { KeptOutList } from './kept-out-list.tsx';
import { handOfThread } from './hand-of-thread.ts';
import './cards.css';

/** The cards of the open thread: what each is, since when and why the mail is on it, and how to take it off. */
export function CardsPane() {
  const { state } = useWindow();
  const text = useText();
  const { active, ids } = state.selection;
  return (
    <aside className="cards" aria-label={text('cards.name')}>
      {active === null || ids.size > 1 ? (
        <EmptyState icon="cards" title={text('cards.none')}>
          {text('cards.none-hint')}
        </EmptyState>
      ) : (
        <ThreadCards key={active} threadId={active} />
      )}
    </aside>
  );
}

function ThreadCards({ threadId }: Readonly<{ threadId: ThreadId }>) {
  const dispatch = useDispatch();
  const text = useText();
  const { data: detail } = useAsk('threads.get', { threadId });
  const home = useHomeDrop<HTMLDivElement>();
  const client = useQueryClient();
  const askDetach = ({ mails }: ThreadDetail, card: CardSummary) => {
    const newest = mails.findLast(({ links }) => links.some((link) => link.card.id === card.id));
    if (newest === undefined) return;
    dispatch({
      kind: 'open',
      dialog: { kind: 'detach', request: { mails: [newest.id], card, likely: 'thread', at: null } },
    });
  };
  useShortcuts({
    detach: () => {
      // A key may come before the change it follows is on screen, so what is known now counts, not what was drawn last.
      const now = client.getQueryData<ThreadDetail>(['threads.get', { threadId }]);
      const card = cardUnderFocus(now) ?? now?.cards[0];
      if (now !== undefined && card !== undefined) askDetach(now, card);
    },
  });
  if (detail === undefined) return <Bones count={5} label={text('state.loading')} />;
  const keptOut = detail.mails.flatMap((mail) => mail.keptOut);
  return (
    <div ref={home} className="cards-scroll">
      <header className="cards-head">
        <h2>{text('cards.title', { count: detail.cards.length })}</h2>
        <Button
          look="quiet"
          aria-keyshortcuts="a"
          onClick={() => dispatch({ kind: 'take', hand: handOfThread(detail, 'choose') })}
        >
          <Icon name="plus" />
          {text('cards.attach')}
          <Kbd>A</Kbd>
        </Button>
      </header>
      {detail.cards.length === 0 && <p className="cards-nobody dim">{text(whyNoCard(detail))}</p>}
      <ul aria-label={text('cards.attached')}>
        {detail.cards.map((card) => (
          <AttachedCard
            key={card.id}
            card={card}
            detail={detail}
            isFirst={card === detail.cards[0]}
            onDetach={() => askDetach(detail, card)}
          />
        ))}
      </ul>
      {detail.cards.length > 0 && <ThreadExtent mails={detail.mails} />}
      <KeptOutList keptOut={keptOut} title={text('kept-out.title')} />
    </div>
  );
}

/** Why a thread is on no card: what held it, or that nobody on it has one. */
function whyNoCard({ summary, question }: ThreadDetail): TextKey {
  if (question !== null) return 'cards.asked';
  for (const chip of summary.chips) {
    if (chip.kind === 'kept-out') return 'cards.all-kept-out';
    if (chip.kind === 'private') return `cards.private.${chip.because}`;
  }
  return 'cards.nobody';
}

/** The card whose tile has the keyboard's focus, for D. */
function cardUnderFocus(detail: ThreadDetail | undefined): CardSummary | undefined {
  const id = document.activeElement?.closest<HTMLElement>('[data-card]')?.dataset['card'];
  return detail?.cards.find((card) => card.id === id);
}
