import type { CarryView } from '../../../app/contract/carry-views.ts';
import { Button } from '../../components/button.tsx';
import { useAsk } from '../../data/ask.ts';
import { useCommand } from '../../data/command.ts';
import { useAnnouncer } from '../../state/announcer.tsx';
import { useText } from '../../text/use-text.ts';
import { Failure } from '../trouble/failure.tsx';
import { useCarryWords } from './use-carry-words.ts';

type GoProps = Readonly<{ view: CarryView; to: string }>;

/** What going would do, and the go; while it goes how far it is; stopped, the way on. */
export function CarryGo({ view, to }: GoProps) {
  const text = useText();
  const words = useCarryWords();
  const { say, fail } = useAnnouncer();
  const go = useCommand('carries.go');
  const { fromId, toId, state, progress } = view;
  const start = (isConfirmed: boolean): void =>
    go.mutate(
      { fromId, toId, isConfirmed },
      {
        onSuccess: (after) => say(text(after.state === 'done' ? 'said.carried' : 'said.carry-stopped')),
        onError: fail,
      },
    );
  if (state === 'done') return null;
  // From the click on, not from when the engine says so: whoever changes their mind at once needs the stop at once.
  const shown = go.isPending ? 'going' : state;
  return (
    <section className="carry-go" aria-label={text('carry.would')}>
      {shown === 'going' || shown === 'stopped' ? (
        <>
          <p>{words.state({ state: shown, progress })}</p>
          <progress max={Math.max(1, progress.total)} value={progress.done} aria-label={text('carry.progress')} />
          {shown === 'going' ? (
            <StopButton />
          ) : (
            <Button look="main" onClick={() => start(false)}>
              {text('carry.go-on')}
            </Button>
          )}
        </>
      ) : (
        <Would view={view} to={to} onGo={() => start(true)} />
      )}
    </section>
  );
}

function StopButton() {
  const text = useText();
  const { fail } = useAnnouncer();
  const stop = useCommand('carries.stop');
  return (
    <Button disabled={stop.isPending} onClick={() => stop.mutate({}, { onError: fail })}>
      {text('carry.stop')}
    </Button>
  );
}

type WouldProps = GoProps & Readonly<{ onGo: () => void }>;

function Would({ view: { fromId, toId }, to, onGo }: WouldProps) {
  const text = useText();
  const words = useCarryWords();
  const { data, error } = useAsk('carries.preview', { fromId, toId });
  if (error !== null) return <Failure error={error} />;
  if (data === undefined) return null;
  const [first = '', ...others] = words.would(data, to);
  return (
    <>
      <h2>{first}</h2>
      {others.length > 0 && (
        <ul>
          {others.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      <Button look="main" disabled={data.mailCount + data.keptOutCount === 0} onClick={onGo}>
        {text('carry.go')}
      </Button>
    </>
  );
}
