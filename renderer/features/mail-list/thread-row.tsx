import { memo } from 'react';
import type { ThreadSummary } from '../../../app/contract/thread-views.ts';
import { Icon } from '../../components/icon.tsx';
import type { Hand } from '../../state/hand.ts';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { useMailDrag } from '../drag/use-mail-drag.ts';
import { Marked } from './marked.tsx';
import { ThreadChips } from './thread-chips.tsx';
import { whoLine } from './who.ts';

type ThreadRowProps = Readonly<{
  thread: ThreadSummary;
  domId: string;
  position: number;
  total: number;
  isSelected: boolean;
  isActive: boolean;
  isHeld: boolean;
  onPress: (thread: ThreadSummary, keys: Readonly<{ isShift: boolean; isMod: boolean }>) => void;
  pick: (thread: ThreadSummary) => Hand;
}>;

/** One thread in the list: people, subject, first words, time, chips. Drag it to a card, or press A to choose one. */
export const ThreadRow = memo(function ThreadRow(props: ThreadRowProps) {
  const { thread, domId, position, total, isSelected, isActive, isHeld, onPress, pick } = props;
  const text = useText();
  const format = useFormat();
  const drag = useMailDrag<HTMLDivElement>(() => pick(thread));
  const marks = [
    isSelected && 'row-selected',
    isActive && 'row-active',
    isHeld && 'row-held',
    thread.unseenCount > 0 && 'row-unseen',
  ].filter(Boolean);
  return (
    <div
      ref={drag}
      id={domId}
      className={`row ${marks.join(' ')}`}
      role="option"
      aria-selected={isSelected}
      aria-posinset={position}
      aria-setsize={total}
      aria-keyshortcuts="a d x w"
      onClick={({ shiftKey, ctrlKey, metaKey }) => onPress(thread, { isShift: shiftKey, isMod: ctrlKey || metaKey })}
    >
      <span className="row-line">
        {thread.unseenCount > 0 && <span className="unseen">{text('row.unseen')}</span>}
        <span className="row-who clip" dir="auto">
          {whoLine(thread, text, format)}
        </span>
        {thread.mailCount > 1 && <span className="row-count">{format.count(thread.mailCount)}</span>}
        <span className="row-gap" />
        {thread.hasAttachments && <Icon name="clip" />}
        <time dateTime={new Date(thread.lastAt).toISOString()} title={format.fullWhen(thread.lastAt)}>
          {format.when(thread.lastAt)}
        </time>
      </span>
      <span className="row-subject clip" dir="auto">
        <span className="row-words">
          {thread.subject === '' ? text('mail.no-subject') : <Marked text={thread.subject} part="subject" />}
        </span>
        {thread.snippet !== '' && (
          <span className="row-snippet">
            <Marked text={thread.snippet} part="snippet" />
          </span>
        )}
      </span>
      {thread.chips.length > 0 && <ThreadChips chips={thread.chips} newestMailId={thread.newestMailId} />}
    </div>
  );
});
