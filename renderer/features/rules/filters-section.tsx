import { useState } from 'react';
import type { AllowanceView, FilterFacts, FilterName } from '../../../app/contract/rules-views.ts';
import type { UnixMs } from '../../../app/domain/ids.ts';
import { Bones } from '../../components/bones.tsx';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useAsk } from '../../data/ask.ts';
import { useReady } from '../../state/use-ready.ts';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { Failure } from '../trouble/failure.tsx';
import { isAllowable } from './allow-offers.ts';
import { RuledMailList } from './ruled-mails.tsx';
import { useRuleChange } from './use-rule-change.ts';

const PAGE = 50;

/** What each filter holds today and in all, its mails, and what the user lets through (rules 5). */
export function FiltersSection() {
  const [since] = useState(() => new Date().setHours(0, 0, 0, 0) as UnixMs);
  const { data, error, isPending } = useAsk('filters.get', { since });
  const [open, setOpen] = useState<FilterName | null>(null);
  const text = useText();
  useReady(!isPending);
  return (
    <>
      <p className="rules-lead dim">{text('rules.filters.lead')}</p>
      {error !== null && <Failure error={error} />}
      {isPending && <Bones count={6} label={text('state.loading')} />}
      {data !== undefined && (
        <>
          <ul className="rules-filters" aria-label={text('rules.filters')}>
            {data.filters.map((facts) => (
              <FilterLine
                key={facts.filter}
                facts={facts}
                isOpen={open === facts.filter}
                onToggle={() => setOpen(open === facts.filter ? null : facts.filter)}
              />
            ))}
          </ul>
          <AllowedList allowed={data.allowed} />
        </>
      )}
    </>
  );
}

type FilterLineProps = Readonly<{ facts: FilterFacts; isOpen: boolean; onToggle: () => void }>;

function FilterLine({ facts: { filter, count, sinceCount }, isOpen, onToggle }: FilterLineProps) {
  const text = useText();
  const format = useFormat();
  return (
    <li>
      <button type="button" className="rules-filter" aria-expanded={isOpen} disabled={count === 0} onClick={onToggle}>
        <span>{text(`rules.filter.${filter}`)}</span>
        <span className="dim">{text('rules.today', { count: sinceCount })}</span>
        <span className="rules-number">{format.count(count)}</span>
      </button>
      {isOpen && count > 0 && <FilterMails filter={filter} />}
    </li>
  );
}

function FilterMails({ filter }: Readonly<{ filter: FilterName }>) {
  const [limit, setLimit] = useState(PAGE);
  const { data } = useAsk('filters.mails', { filter, limit });
  return <RuledMailList page={data} hasAllow={isAllowable(filter)} onMore={() => setLimit(limit + PAGE)} />;
}

function AllowedList({ allowed }: Readonly<{ allowed: readonly AllowanceView[] }>) {
  const text = useText();
  const { change } = useRuleChange();
  return (
    <section className="rules-block" aria-label={text('rules.allowed')}>
      <h2 className="rules-head">{text('rules.allowed')}</h2>
      {allowed.length === 0 && <p className="dim">{text('rules.allowed-none')}</p>}
      <ul>
        {allowed.map(({ id, kind, value, mailCount }) => (
          <li key={id} className="rules-domain">
            <span className="clip" dir="auto">
              {value} <span className="dim">{text(`rules.allowed.${kind}`, { count: mailCount })}</span>
            </span>
            <Button
              look="icon"
              aria-label={text('rules.take-off', { name: value })}
              onClick={() => change({ kind: 'disallow', allowanceId: id })}
            >
              <Icon name="close" />
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
