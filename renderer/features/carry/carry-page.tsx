import { useState } from 'react';
import { CARRY_SETS, type CarryView } from '../../../app/contract/carry-views.ts';
import type { CrmView } from '../../../app/contract/crm-views.ts';
import type { CrmId } from '../../../app/domain/ids.ts';
import { Bones } from '../../components/bones.tsx';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Icon } from '../../components/icon.tsx';
import { useAsk } from '../../data/ask.ts';
import { useCommand } from '../../data/command.ts';
import { useAnnouncer } from '../../state/announcer.tsx';
import { useReady } from '../../state/use-ready.ts';
import { useDispatch } from '../../state/window-context.tsx';
import { useText } from '../../text/use-text.ts';
import { Failure } from '../trouble/failure.tsx';
import { CarryGo } from './carry-go.tsx';
import { CarryOutcome } from './carry-report.tsx';
import { CarryTable } from './carry-table.tsx';
import './carry.css';

/** Takes the mail of one CRM over to another: which card stands for which, the counts, the go, what became of it. */
export function CarryPage({ fromId }: Readonly<{ fromId: CrmId }>) {
  const text = useText();
  const dispatch = useDispatch();
  const crms = useAsk('crms.list', {});
  const carries = useAsk('carries.list', {});
  const [chosen, setChosen] = useState<CrmId | null>(null);
  useReady(!crms.isPending && !carries.isPending);
  const from = crms.data?.find(({ id }) => id === fromId);
  const others = (crms.data ?? []).filter(({ id, isConnected }) => id !== fromId && isConnected);
  const planned = carries.data?.filter((one) => one.fromId === fromId) ?? [];
  const toId = chosen ?? planned[0]?.toId ?? others.find(({ url }) => url !== null)?.id ?? others[0]?.id ?? null;
  const view = planned.find((one) => one.toId === toId);
  return (
    <section className="page carry" aria-label={text('carry.name')}>
      <Button look="link" className="dim" onClick={() => dispatch({ kind: 'go', place: { kind: 'crms' } })}>
        <Icon name="back" />
        {text('carry.back')}
      </Button>
      <header className="page-head">
        <h1>{text('carry.title', { from: nameOf(text, from, fromId) })}</h1>
      </header>
      {crms.error !== null && <Failure error={crms.error} />}
      {carries.error !== null && <Failure error={carries.error} />}
      {crms.isPending && <Bones count={4} label={text('state.loading')} />}
      {crms.data !== undefined && toId === null && <EmptyState icon="cards" title={text('carry.no-other')} />}
      {toId !== null && (
        <>
          <Plan fromId={fromId} toId={toId} others={others} view={view} onChoose={setChosen} />
          {view !== undefined && (
            <Planned
              view={view}
              to={nameOf(
                text,
                others.find(({ id }) => id === toId),
                toId,
              )}
            />
          )}
        </>
      )}
    </section>
  );
}

/** The vendor's name; where two CRMs of one vendor are connected, what the user calls it. */
function nameOf(text: ReturnType<typeof useText>, crm: CrmView | undefined, id: CrmId): string {
  return crm === undefined || (crm.id as string) !== crm.connector ? id : text(`crms.name.${crm.connector}`);
}

type PlanProps = Readonly<{
  fromId: CrmId;
  toId: CrmId;
  others: readonly CrmView[];
  view: CarryView | undefined;
  onChoose: (toId: CrmId) => void;
}>;

/** To which CRM, and looking for counterparts there. */
function Plan({ fromId, toId, others, view, onChoose }: PlanProps) {
  const text = useText();
  const { say, fail } = useAnnouncer();
  const plan = useCommand('carries.plan');
  const save = useCommand('carries.export');
  const isBusy = plan.isPending || view?.state === 'going';
  const path = `${fromId}-${toId}.csv`;
  return (
    <>
      <div className="carry-plan">
        <label>
          {text('carry.to')}
          <select
            className="input"
            value={toId}
            disabled={isBusy}
            onChange={({ target }) => onChoose(target.value as CrmId)}
          >
            {others.map((crm) => (
              <option key={crm.id} value={crm.id}>
                {nameOf(text, crm, crm.id)}
              </option>
            ))}
          </select>
        </label>
        <Button
          look={view === undefined ? 'main' : 'plain'}
          disabled={isBusy}
          onClick={() => plan.mutate({ fromId, toId }, { onError: fail })}
        >
          {text(plan.isPending ? 'carry.planning' : view === undefined ? 'carry.plan' : 'carry.plan-again')}
        </Button>
        {view !== undefined && (
          <Button
            look="quiet"
            disabled={save.isPending}
            onClick={() =>
              save.mutate({ fromId, toId, path }, { onSuccess: () => say(text('said.carry-saved')), onError: fail })
            }
          >
            {text('carry.save')}
          </Button>
        )}
      </div>
      {view === undefined && <p className="dim carry-why">{text('carry.why')}</p>}
    </>
  );
}

function Planned({ view, to }: Readonly<{ view: CarryView; to: string }>) {
  const text = useText();
  if (CARRY_SETS.every((set) => view.sets[set].cards === 0)) {
    return <EmptyState icon="mail" title={text('carry.nothing')} />;
  }
  return (
    <>
      <CarryGo view={view} to={to} />
      {view.state !== 'planned' && view.state !== 'going' && <CarryOutcome view={view} />}
      <CarryTable view={view} to={to} />
    </>
  );
}
