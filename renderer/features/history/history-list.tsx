import type { HistoryEntry } from '../../../app/contract/decision-views.ts';
import { Button } from '../../components/button.tsx';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { useDecisions } from '../decisions/use-decisions.ts';
import { useEventWords } from './use-event-words.ts';
import './history.css';

type HistoryListProps = Readonly<{
  entries: readonly HistoryEntry[];
  /** What an entry is about besides what is on screen already. */
  names: 'mail' | 'card';
}>;

/** What happened, newest first: who, when, what and why, and what of it can be taken back. */
export function HistoryList({ entries, names }: HistoryListProps) {
  const text = useText();
  const format = useFormat();
  const eventWords = useEventWords();
  const { undo } = useDecisions();
  return (
    <ol className="history">
      {entries.map((entry, at) => {
        const name = names === 'mail' ? entry.mail.subject || text('history.mail-not-here') : (entry.card?.name ?? '');
        return (
          <li key={`${entry.at} ${at}`} className={`history-line history-${entry.by}`}>
            <time className="dim" dateTime={new Date(entry.at).toISOString()} title={format.fullWhen(entry.at)}>
              {format.when(entry.at)}
            </time>
            <span className="history-who dim">{text(`history.by.${entry.by}`)}</span>
            <span className="history-what">
              {eventWords(entry)}
              {name !== '' && (
                <span className="dim clip" dir="auto">
                  {name}
                </span>
              )}
            </span>
            {entry.canUndo && entry.actionId !== null && (
              <Button
                look="link"
                aria-label={text('history.undo-name', { name })}
                onClick={() => void undo(entry.actionId ?? undefined)}
              >
                {text('history.undo')}
              </Button>
            )}
          </li>
        );
      })}
    </ol>
  );
}
