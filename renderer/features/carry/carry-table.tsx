import { useState } from 'react';
import {
  CARRY_SETS,
  type CarriedCard,
  type CarryRow,
  type CarrySet,
  type CarryView,
} from '../../../app/contract/carry-views.ts';
import { Bones } from '../../components/bones.tsx';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { useAsk } from '../../data/ask.ts';
import { useLast } from '../../data/use-last.ts';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { CounterpartChoice } from './counterpart-choice.tsx';
import { useCarryWords } from './use-carry-words.ts';

type TableProps = Readonly<{ view: CarryView; to: string }>;

const PAGE_ROWS = 100;
/** What needs the user comes first. */
const ORDER = ['unsure', 'none', 'matched', 'left-out'] as const satisfies readonly CarrySet[];

/** Every card with mail and what stands for it, by state; each can be decided on the spot. */
export function CarryTable({ view, to }: TableProps) {
  const text = useText();
  const [set, setSet] = useState<CarrySet | 'all'>('all');
  const cardCount = CARRY_SETS.reduce((sum, one) => sum + view.sets[one].cards, 0);
  const tabs = [
    { id: 'all' as const, label: text('carry.tab.all'), count: cardCount },
    ...ORDER.filter((one) => view.sets[one].cards > 0).map((one) => ({
      id: one,
      label: text(`carry.tab.${one}`),
      count: view.sets[one].cards,
    })),
  ];
  const shown = set === 'all' || view.sets[set].cards > 0 ? set : 'all';
  return (
    <Tabs label={text('carry.tabs')} tabs={tabs} active={shown} onChange={setSet}>
      <Rows key={shown} view={view} set={shown} to={to} />
    </Tabs>
  );
}

function Rows({ view, set, to }: TableProps & Readonly<{ set: CarrySet | 'all' }>) {
  const text = useText();
  const [limit, setLimit] = useState(PAGE_ROWS);
  const { fromId, toId } = view;
  const { data: fresh } = useAsk('carries.rows', { fromId, toId, ...(set !== 'all' && { set }), limit });
  const data = useLast(fresh);
  if (data === undefined) return <Bones count={6} label={text('state.loading')} />;
  return (
    <>
      <table className="carry-table">
        <thead>
          <tr>
            <th scope="col">{text('carry.column.card')}</th>
            <th scope="col">{text('carry.column.mails')}</th>
            <th scope="col">{text('carry.column.counterpart', { to })}</th>
            <th scope="col">{text('carry.column.because')}</th>
          </tr>
        </thead>
        <tbody>
          {data.items.map((row) => (
            <Row key={row.card.id} row={row} view={view} to={to} />
          ))}
        </tbody>
      </table>
      {data.next !== null && (
        <Button look="quiet" onClick={() => setLimit(limit + PAGE_ROWS)}>
          {text('carry.more')}
        </Button>
      )}
    </>
  );
}

function Row({ row, view, to }: Readonly<{ row: CarryRow; view: CarryView; to: string }>) {
  const text = useText();
  const words = useCarryWords();
  const { card, mailCount, keptOutCount, set, counterpart, candidates, isWritten, said } = row;
  const name = { fromId: view.fromId, toId: view.toId };
  const standing = candidates.find((candidate) => candidate.card.id === counterpart?.id);
  const told = counterpart === null ? (set === 'unsure' ? candidates : []) : standing === undefined ? [] : [standing];
  return (
    <tr className={`carry-row carry-${set}`}>
      <td>
        <CardName card={card} />
      </td>
      <td className="carry-count">
        {text('carry.mails', { count: mailCount })}
        {keptOutCount > 0 && <span className="dim">{text('carry.kept-out', { count: keptOutCount })}</span>}
      </td>
      <td>
        <CounterpartChoice row={row} name={name} to={to} />
      </td>
      <td className="carry-because">
        {said === 'chosen' || told.length === 0 ? <span className="dim">{words.set(row)}</span> : null}
        {said !== 'chosen' &&
          told.map((candidate) => (
            <span key={candidate.card.id} className="dim">
              {told.length > 1 && <b dir="auto">{candidate.card.name}</b>} {words.likeness(candidate)}
            </span>
          ))}
        {isWritten && (
          <span className="carry-written">
            <Icon name="check" />
            {text('carry.written')}
          </span>
        )}
      </td>
    </tr>
  );
}

/** Name, and by what a card can be told from another of the same name. */
export function CardName({ card: { kind, name, companyName, value, address } }: Readonly<{ card: CarriedCard }>) {
  const format = useFormat();
  const facts = [companyName, value === null ? null : format.money(value), address].filter((fact) => fact !== null);
  return (
    <span className="carry-card">
      <Icon name={kind} />
      <span className="carry-card-name" dir="auto">
        {name}
      </span>
      {facts.length > 0 && <span className="dim clip">{format.list(facts)}</span>}
    </span>
  );
}
