import { useId } from 'react';
import type { ImportCounts } from '../../../app/contract/account-views.ts';
import type { IMPORT_KINDS, ImportChoice } from '../../../app/domain/account.ts';
import type { Day, UnixMs } from '../../../app/domain/ids.ts';
import { NEWEST_COUNT } from '../../../app/rules/import-choice.ts';
import { useNow } from '../../text/use-now.ts';
import { useText } from '../../text/use-text.ts';

type ImportFieldsProps = Readonly<{
  choice: ImportChoice;
  /** What each choice would read; null where nobody asked. */
  counts: ImportCounts | null;
  onChoose: (choice: ImportChoice) => void;
}>;

/** The import choices, each with what it would read. */
export function ImportFields({ choice, counts, onChoose }: ImportFieldsProps) {
  const text = useText();
  const now = useNow();
  const name = useId();
  const day = choice.kind === 'since' ? choice.day : aYearBefore(now);
  const newestCount = choice.kind === 'newest' ? choice.count : NEWEST_COUNT;
  const choices: Readonly<Record<ImportChoice['kind'], ImportChoice>> = {
    everything: { kind: 'everything' },
    newest: { kind: 'newest', count: newestCount },
    since: { kind: 'since', day },
    new: { kind: 'new' },
  };
  const countOf = (kind: ImportChoice['kind']): number | null => {
    if (kind === 'new') return 0;
    return counts === null || (kind === 'since' && counts.day !== day) ? null : counts[kind];
  };
  return (
    <fieldset className="choices">
      <legend className="unseen">{text('import.name')}</legend>
      {(['since', 'newest', 'everything', 'new'] satisfies (typeof IMPORT_KINDS)[number][]).map((kind) => {
        const count = countOf(kind);
        return (
          <label key={kind}>
            <input type="radio" name={name} checked={choice.kind === kind} onChange={() => onChoose(choices[kind])} />
            <span>{text(`import.${kind}`, { count: newestCount })}</span>
            {kind === 'since' && (
              <input
                type="date"
                className="input import-day"
                aria-label={text('import.day')}
                value={day}
                max={new Date(now).toISOString().slice(0, 10)}
                onChange={({ target }) => target.value !== '' && onChoose({ kind: 'since', day: target.value as Day })}
              />
            )}
            {count !== null && counts !== null && <span className="dim">{text('import.count', { count })}</span>}
          </label>
        );
      })}
    </fieldset>
  );
}

/** What the window proposes: the last 12 months (rules 3.5). */
export function aYearBefore(now: UnixMs): Day {
  const day = new Date(now);
  day.setUTCFullYear(day.getUTCFullYear() - 1);
  return day.toISOString().slice(0, 10) as Day;
}
