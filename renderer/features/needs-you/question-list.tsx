import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { Question } from '../../../app/contract/thread-views.ts';
import { useSameList } from '../../data/use-same-list.ts';
import { QuestionItem } from './question-item.tsx';

type QuestionListProps = Readonly<{
  questions: readonly Question[];
  /** All there are; those not read yet are bones, and read when they come near. */
  total: number;
  activeAt: number;
  /** The active one was gone to by key, so it is brought into the window; one that is pointed at is there. */
  isByKey: boolean;
  onPoint: (at: number) => void;
  onNearEnd: () => void;
  /** What scrolls. */
  page: RefObject<HTMLElement | null>;
}>;

const USUAL_PX = 124;
const GAP_PX = 12;
const OVERSCAN = 6;
/** Questions between the window and those not read yet: time for a page to come. */
const AHEAD = 20;

/** Questions by the thousand: only those near the window exist; each is as high as its words need. */
export function QuestionList({ questions, total, activeAt, isByKey, onPoint, onNearEnd, page }: QuestionListProps) {
  const list = useRef<HTMLOListElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(list.current?.offsetTop ?? 0), [total]);
  const keys = useSameList(questions.map(({ mailId }) => mailId));
  // With another function the virtualizer measures every question anew, at each step of a scroll.
  const getItemKey = useCallback((at: number) => keys[at] ?? `unread-${at}`, [keys]);
  const virtual = useVirtualizer({
    count: Math.max(total, questions.length),
    getScrollElement: () => page.current,
    estimateSize: () => USUAL_PX,
    getItemKey,
    gap: GAP_PX,
    overscan: OVERSCAN,
    scrollMargin: top,
  });
  useEffect(() => {
    if (isByKey) virtual.scrollToIndex(activeAt);
  }, [virtual, activeAt, isByKey]);
  const lastShown = virtual.range?.endIndex ?? 0;
  useEffect(() => {
    if (lastShown + AHEAD >= questions.length && questions.length < total) onNearEnd();
  }, [lastShown, questions.length, total, onNearEnd]);
  return (
    <ol ref={list} className="questions" style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map(({ index, key, start }) => {
        const question = questions[index];
        return (
          <li
            key={key}
            ref={virtual.measureElement}
            data-index={index}
            className="question-place"
            aria-setsize={total}
            aria-posinset={index + 1}
            style={{ transform: `translateY(${start - top}px)` }}
          >
            {question === undefined ? (
              <div className="question question-bones" aria-hidden="true">
                <span className="bone" />
                <span className="bone" />
              </div>
            ) : (
              <QuestionItem question={question} isActive={index === activeAt} at={index} onPoint={onPoint} />
            )}
          </li>
        );
      })}
    </ol>
  );
}
