import { useState } from 'react';
import type { Input } from '../../../app/contract/api.ts';
import { Button } from '../../components/button.tsx';
import { useAsk } from '../../data/ask.ts';
import { useText } from '../../text/use-text.ts';
import { HistoryList } from './history-list.tsx';

const ENTRIES = 50;

/** The history of one mail or card, asked for when the user wants it. */
export function HistorySection({
  of,
  names,
}: Readonly<{ of: Omit<Input<'history.list'>, 'limit'>; names: 'mail' | 'card' }>) {
  const text = useText();
  const [isOpen, setIsOpen] = useState(false);
  const { data } = useAsk('history.list', { ...of, limit: ENTRIES }, { isEnabled: isOpen });
  return (
    <section className="history-section" aria-label={text('history.title')}>
      <Button look="link" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
        {text('history.title')}
      </Button>
      {isOpen && data?.length === 0 && <p className="dim">{text('history.none')}</p>}
      {isOpen && data !== undefined && data.length > 0 && <HistoryList entries={data} names={names} />}
    </section>
  );
}
