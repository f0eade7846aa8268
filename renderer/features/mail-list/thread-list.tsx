import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { ThreadSummary } from '../../../app/contract/thread-views.ts';
import type { ThreadId } from '../../../app/domain/ids.ts';
import { useSameList } from '../../data/use-same-list.ts';
import { useSteady } from '../../state/use-steady.ts';
import { useWindow } from '../../state/window-context.tsx';
import { useHandOf } from './use-hand-of.ts';
import { useListKeys } from './use-list-keys.ts';
import { ThreadRow } from './thread-row.tsx';
import './thread-list.css';

type ThreadListProps = Readonly<{
  label: string;
  threads: readonly ThreadSummary[];
  /** All there are; those not read yet are shown as bones and read when they come near. */
  total: number;
  onNearEnd: () => void;
}>;

/** Heights of a row in rem, so that they grow with the user's text size. */
const ROW_REM = 3.4375;
const ROW_WITH_CHIPS_REM = 4.875;
const OVERSCAN = 8;

const domIdOf = (id: ThreadId) => `thread-${id}`;
const remPx = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize);

/** A list of any length of which only what is near the window exists. Keeps its place while new mail arrives above. */
export function ThreadList({ label, threads, total, onNearEnd }: ThreadListProps) {
  const { state, dispatch } = useWindow();
  const { selection, hand } = state;
  const scroller = useRef<HTMLDivElement>(null);
  const order = useSameList(threads.map(({ id }) => id));
  const focusList = () => scroller.current?.focus({ preventScroll: true });
  const onKeyDown = useListKeys(order, focusList);
  const handOf = useHandOf(threads);
  const activeAt = selection.active === null ? -1 : order.indexOf(selection.active);

  // Every row, shown or not, is measured anew when one of these is another function: only when rows come, go or grow.
  const hasChips = useSameList(threads.map(({ chips }) => chips.length > 0));
  const estimateSize = useMemo(() => {
    const rem = remPx();
    return (at: number) => (hasChips[at] === true ? ROW_WITH_CHIPS_REM : ROW_REM) * rem;
  }, [hasChips]);
  const getItemKey = useCallback((at: number) => order[at] ?? `unread-${at}`, [order]);
  const isAtTop = (scroller.current?.scrollTop ?? 0) === 0;
  const virtual = useVirtualizer({
    count: Math.max(total, threads.length),
    getScrollElement: () => scroller.current,
    estimateSize,
    getItemKey,
    overscan: OVERSCAN,
    anchorTo: isAtTop ? 'start' : 'end',
    rangeExtractor: (range) => {
      const rows = defaultRangeExtractor(range);
      return activeAt < 0 || rows.includes(activeAt) ? rows : [...rows, activeAt];
    },
  });

  useEffect(() => virtual.measure(), [virtual, estimateSize]);
  useEffect(() => {
    if (activeAt >= 0) virtual.scrollToIndex(activeAt);
  }, [virtual, activeAt, selection.active]);
  const lastShown = virtual.range?.endIndex ?? 0;
  useEffect(() => {
    if (lastShown + OVERSCAN >= threads.length && threads.length < total) onNearEnd();
  }, [lastShown, threads.length, total, onNearEnd]);

  const onPress = useSteady(
    (thread: ThreadSummary, { isShift, isMod }: Readonly<{ isShift: boolean; isMod: boolean }>) => {
      focusList();
      if (isShift) dispatch({ kind: 'extend', id: thread.id, order });
      else if (isMod) dispatch({ kind: 'toggle', id: thread.id });
      else dispatch({ kind: 'select', id: thread.id, isReading: true });
    },
  );
  const pick = useSteady((thread: ThreadSummary) => handOf(thread, 'drag'));
  const heldIds = new Set(hand?.mails.map(({ threadId }) => threadId));

  return (
    <div
      ref={scroller}
      className="thread-list"
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-multiselectable="true"
      aria-activedescendant={activeAt < 0 || selection.active === null ? undefined : domIdOf(selection.active)}
      onKeyDown={onKeyDown}
    >
      <div className="thread-list-all" role="presentation" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start, size }) => {
          const thread = threads[index];
          return (
            <div
              key={key}
              className="thread-list-place"
              role="presentation"
              style={{ height: size, transform: `translateY(${start}px)` }}
            >
              {thread === undefined ? (
                <RowBones />
              ) : (
                <ThreadRow
                  thread={thread}
                  domId={domIdOf(thread.id)}
                  position={index + 1}
                  total={total}
                  isSelected={selection.ids.has(thread.id)}
                  isActive={index === activeAt}
                  isHeld={heldIds.has(thread.id)}
                  onPress={onPress}
                  pick={pick}
                />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** A row that is on its way. */
export function RowBones() {
  return (
    <div className="row row-bones" aria-hidden="true">
      <span className="bone" />
      <span className="bone" />
    </div>
  );
}
