import { useState } from 'react';
import type { CarryName, CarryRow } from '../../../app/contract/carry-views.ts';
import { Button } from '../../components/button.tsx';
import { useAsk } from '../../data/ask.ts';
import { useCommand } from '../../data/command.ts';
import { useAnnouncer } from '../../state/announcer.tsx';
import { useText } from '../../text/use-text.ts';

type ChoiceProps = Readonly<{ row: CarryRow; name: CarryName; to: string }>;

const LEFT_OUT = 'left-out';
const OTHER = 'other';
/** Cards looked through for those of the new CRM. */
const MOST_CARDS = 500;
const MOST_SHOWN = 8;

/** Which card stands for a card: what was found, a candidate, any other card of the new CRM, or none. */
export function CounterpartChoice({ row, name, to }: ChoiceProps) {
  const text = useText();
  const { fail } = useAnnouncer();
  const match = useCommand('carries.match');
  const [isSearching, setSearching] = useState(false);
  const { card, candidates, counterpart, set, isWritten } = row;
  const say = (value: string | null): void => {
    setSearching(false);
    match.mutate({ ...name, cardId: card.id, counterpart: value }, { onError: fail });
  };
  const choices = candidates.map((candidate) => candidate.card);
  const chosen = counterpart === null || choices.some(({ id }) => id === counterpart.id) ? [] : [counterpart];
  const standing = counterpart?.id ?? (set === 'left-out' ? LEFT_OUT : '');
  return (
    <div className="carry-choice">
      <select
        className="input"
        aria-label={text('carry.choose', { card: card.name })}
        value={isSearching ? OTHER : standing}
        disabled={isWritten || match.isPending}
        onChange={({ target: { value } }) => {
          if (value === OTHER) setSearching(true);
          else say(value === LEFT_OUT ? null : value);
        }}
      >
        {standing === '' && (
          <option value="">{text(candidates.length === 0 ? 'carry.choice.none' : 'carry.choice.open')}</option>
        )}
        {[...chosen, ...choices].map(({ id, name: label, companyName }) => (
          <option key={id} value={id}>
            {companyName === null ? label : `${label} (${companyName})`}
          </option>
        ))}
        <option value={OTHER}>{text('carry.choice.other')}</option>
        <option value={LEFT_OUT}>{text('carry.choice.left-out')}</option>
      </select>
      {isSearching && <CardSearch name={name} to={to} onChoose={say} onEnd={() => setSearching(false)} />}
    </div>
  );
}

type SearchProps = Readonly<{
  name: CarryName;
  to: string;
  onChoose: (cardId: string) => void;
  onEnd: () => void;
}>;

function CardSearch({ name, to, onChoose, onEnd }: SearchProps) {
  const text = useText();
  const [words, setWords] = useState('');
  const { data = [] } = useAsk('cards.list', { text: words, limit: MOST_CARDS }, { isEnabled: words.trim() !== '' });
  const found = data.filter(({ id }) => id.startsWith(`${name.toId}:`)).slice(0, MOST_SHOWN);
  return (
    <div
      className="carry-search"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onEnd();
      }}
    >
      <input
        className="input"
        autoFocus
        aria-label={text('carry.search', { to })}
        placeholder={text('carry.search', { to })}
        value={words}
        onChange={({ target }) => setWords(target.value)}
      />
      <Button look="quiet" onClick={onEnd}>
        {text('carry.search-close')}
      </Button>
      <ul>
        {words.trim() !== '' &&
          found.map(({ id, name: label, companyName }) => (
            <li key={id}>
              <Button look="quiet" onClick={() => onChoose(id)}>
                <span dir="auto">{companyName === null ? label : `${label} (${companyName})`}</span>
              </Button>
            </li>
          ))}
      </ul>
    </div>
  );
}
