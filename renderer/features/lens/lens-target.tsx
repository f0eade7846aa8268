import type { DropTarget } from '../../../app/contract/card-views.ts';
import { Icon } from '../../components/icon.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { useText } from '../../text/use-text.ts';
import { useCardFacts } from '../cards/use-card-facts.ts';
import { useCardDrop } from '../drag/use-card-drop.ts';
import { useReasonWords } from './use-reason-words.ts';

type LensTargetProps = Readonly<{
  domId: string;
  target: DropTarget;
  number: number | null;
  /** Heading above it, where cards begin that nothing speaks for. */
  begins: string | null;
  isActive: boolean;
  onChoose: () => void;
}>;

/** One card mail can be dropped on, with why it may be the right one. */
export function LensTarget({ domId, target, number, begins, isActive, onChoose }: LensTargetProps) {
  const { card, reasons, isAttached, keptOut } = target;
  const text = useText();
  const facts = useCardFacts(card);
  const reasonWords = useReasonWords();
  const { ref, isOver } = useCardDrop<HTMLLIElement>(card);
  const isHot = isOver || isActive;
  return (
    <>
      {begins !== null && (
        <li className="section-title lens-section" role="presentation">
          {begins}
        </li>
      )}
      <li
        ref={ref}
        id={domId}
        className={`card lens-card ${isHot ? 'card-hot' : ''}`}
        role="option"
        aria-selected={isActive}
        aria-label={card.name}
        aria-keyshortcuts={number === null ? undefined : String(number)}
        onClick={onChoose}
      >
        <div className="card-top">
          <Icon name={card.kind} />
          <span className="card-name" dir="auto" title={card.name}>
            {card.name}
          </span>
          {number !== null && <Kbd>{number}</Kbd>}
        </div>
        <p className="card-facts">{facts}</p>
        {(isAttached || reasons.length > 0) && (
          <p className="card-reason">{isAttached ? text('lens.attached') : reasonWords(reasons)}</p>
        )}
        {keptOut.length > 0 && <p className="lens-kept-out">{text('lens.kept-out', { count: keptOut.length })}</p>}
      </li>
    </>
  );
}
