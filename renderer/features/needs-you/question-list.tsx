import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { Question } from '../../../app/contract/views.ts';
import { QuestionItem } from './question-item.tsx';

type QuestionListProps = Readonly<{
  questions: readonly Question[];
  activeAt: number;
  onPoint: (at: number) => void;
  /** What scrolls. */
  page: RefObject<HTMLElement | null>;
}>;

const USUAL_PX = 124;
const GAP_PX = 12;
const OVERSCAN = 6;

/** Questions by the thousand: only those near the window exist; each is as high as its words need. */
export function QuestionList({ questions, activeAt, onPoint, page }: QuestionListProps) {
  const list = useRef<HTMLOListElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(list.current?.offsetTop ?? 0), [questions.length]);
  // With another function the virtualizer measures every question anew, at each step of a scroll.
  const getItemKey = useCallback((at: number) => questions[at]?.mailId ?? at, [questions]);
  const virtual = useVirtualizer({
    count: questions.length,
    getScrollElement: () => page.current,
    estimateSize: () => USUAL_PX,
    getItemKey,
    gap: GAP_PX,
    overscan: OVERSCAN,
    scrollMargin: top,
  });
  useEffect(() => {
    if (activeAt > 0) virtual.scrollToIndex(activeAt);
  }, [virtual, activeAt]);
  return (
    <ol ref={list} className="questions" style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map(({ index, key, start }) => {
        const question = questions[index];
        if (question === undefined) return null;
        return (
          <li
            key={key}
            ref={virtual.measureElement}
            data-index={index}
            className="question-place"
            aria-setsize={questions.length}
            aria-posinset={index + 1}
            style={{ transform: `translateY(${start - top}px)` }}
          >
            <QuestionItem question={question} isActive={index === activeAt} at={index} onPoint={onPoint} />
          </li>
        );
      })}
    </ol>
  );
}
