import { monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { preventUnhandled } from '@atlaskit/pragmatic-drag-and-drop/prevent-unhandled';
import { useEffect, useRef, useState } from 'react';
import { isMove, reachOf, type Hand } from '../../state/hand.ts';
import { useWindow } from '../../state/window-context.tsx';
import { useText, type Text } from '../../text/use-text.ts';
import { dropOf, isMailDrag, type DropData } from './drag-data.ts';
import './ghost.css';

type Over = Readonly<{ isAlt: boolean; drop: DropData | null }>;
const OVER_NOTHING: Over = { isAlt: false, drop: null };
const OFFSET_PX = 14;

/** The thing in the hand: what is carried, and what letting go here would do. */
export function Ghost() {
  const { state, dispatch } = useWindow();
  const [over, setOver] = useState(OVER_NOTHING);
  const ref = useRef<HTMLDivElement>(null);
  const text = useText();
  useEffect(
    () =>
      monitorForElements({
        canMonitor: ({ source }) => isMailDrag(source.data),
        onDragStart: () => preventUnhandled.start(),
        onDrag: ({ location: { current } }) => {
          const { clientX, clientY, altKey } = current.input;
          const drop = dropOf(current.dropTargets);
          setOver((last) => (last.isAlt === altKey && isSame(last.drop, drop) ? last : { isAlt: altKey, drop }));
          const ghost = ref.current;
          if (ghost === null) return;
          const left = Math.min(clientX + OFFSET_PX, window.innerWidth - ghost.offsetWidth - OFFSET_PX);
          const top = Math.min(clientY + OFFSET_PX, window.innerHeight - ghost.offsetHeight - OFFSET_PX);
          ghost.style.transform = `translate(${left}px, ${top}px)`;
        },
        onDrop: () => {
          preventUnhandled.stop();
          setOver(OVER_NOTHING);
          dispatch({ kind: 'put-back', how: 'drag' });
        },
      }),
    [dispatch],
  );
  const { hand } = state;
  if (hand?.how !== 'drag') return null;
  return (
    <div ref={ref} className="ghost" aria-hidden="true">
      <div className={`ghost-paper ${hand.mails.length > 1 ? 'ghost-stack' : ''}`}>
        <div className="clip">
          <b dir="auto">{hand.mails[0]?.who}</b> {text('drag.load', { count: hand.mails.length, unit: hand.unit })}
        </div>
        <small className="clip">{whatDropDoes(text, hand, over)}</small>
      </div>
    </div>
  );
}

function isSame(one: DropData | null, other: DropData | null): boolean {
  return one?.kind === 'card' && other?.kind === 'card' ? one.card.id === other.card.id : one?.kind === other?.kind;
}

function whatDropDoes(text: Text, hand: Hand, { isAlt, drop }: Over): string {
  if (drop?.kind === 'off') return text('drag.off', { card: hand.from?.name ?? '' });
  const values = { count: hand.mails.length, unit: reachOf(hand, isAlt) };
  if (drop === null) return text(hand.from === null ? 'drag.attach' : 'drag.move', values);
  return text(isMove(hand, drop.card) ? 'drag.move-to' : 'drag.attach-to', { ...values, card: drop.card.name });
}
