import type { CallName, Input, Output } from '../../app/contract/api.ts';
import type { AnyEvent } from '../../app/contract/events.ts';
import type { Result } from '../../app/contract/wire.ts';
import type { FromEngine, ToEngine } from './engine-wire.ts';
import type { EngineProcess } from './surface.ts';

/** Pauses before the engine is started again: at once after the first crash, then slower, so a crash loop costs nothing. */
const RESTART_PAUSES_MS = [0, 1_000, 5_000, 30_000] as const;
/** A crash after this long is a new story, told anew. */
const CALM_MS = 60_000;
/** How long a stop may take before the process is ended: longer than any transaction, shorter than a user's patience. */
const STOP_MS = 5_000;

export interface EngineHost {
  start(): void;
  /** Never rejects: a call that the engine cannot answer any more comes back as `engine.stopped`. */
  call<Name extends CallName>(name: Name, input: Input<Name>): Promise<Result<Output<Name>>>;
  /** Ends the engine after its last transaction. No restart follows. */
  stop(): Promise<void>;
}

export interface EngineHostOptions {
  /** Starts an engine process. */
  readonly fork: () => EngineProcess;
  readonly onEvent: (event: AnyEvent) => void;
  /** The engine has been started, for the first time or again. */
  readonly onStart: () => void;
  /** The engine ended by itself. `isFirst` is false for the crashes that follow closely: one story is told once. */
  readonly onCrash: (crash: { readonly exitCode: number; readonly isFirst: boolean }) => void;
}

type Settle = (result: Result<unknown>) => void;

const STOPPED: Result<never> = { ok: false, error: { code: 'engine.stopped', details: {} } };

/** Keeps an engine process alive and carries calls and events between it and the shell. */
export function hostEngine({ fork, onEvent, onStart, onCrash }: EngineHostOptions): EngineHost {
  const waiting = new Map<number, Settle>();
  let nextId = 1;
  let engine: EngineProcess | null = null;
  let startedAt = 0;
  let crashCount = 0;
  let restart: NodeJS.Timeout | undefined;
  let stopping: Promise<void> | null = null;

  function send(message: ToEngine): void {
    engine?.postMessage(message);
  }

  function hear(message: FromEngine): void {
    if (message.kind === 'event') onEvent(message.event);
    if (message.kind !== 'answer') return;
    waiting.get(message.id)?.(message.result);
    waiting.delete(message.id);
  }

  function start(): void {
    startedAt = performance.now();
    engine = fork();
    engine.on('message', (message) => hear(message as FromEngine));
    engine.once('exit', ended);
    onStart();
  }

  function ended(exitCode: number): void {
    engine = null;
    for (const settle of waiting.values()) settle(STOPPED);
    waiting.clear();
    if (stopping !== null) return;
    if (performance.now() - startedAt > CALM_MS) crashCount = 0;
    const pauseMs = RESTART_PAUSES_MS[Math.min(crashCount, RESTART_PAUSES_MS.length - 1)];
    restart = setTimeout(start, pauseMs);
    onCrash({ exitCode, isFirst: crashCount === 0 });
    crashCount += 1;
  }

  async function stop(): Promise<void> {
    clearTimeout(restart);
    const running = engine;
    if (running === null) return;
    const exited = new Promise<void>((resolve) => running.once('exit', () => resolve()));
    send({ kind: 'stop' });
    const deadline = setTimeout(() => running.kill(), STOP_MS);
    await exited;
    clearTimeout(deadline);
  }

  return {
    start,
    call: <Name extends CallName>(name: Name, input: Input<Name>) =>
      new Promise<Result<Output<Name>>>((resolve) => {
        if (engine === null || stopping !== null) {
          resolve(STOPPED);
          return;
        }
        const id = nextId++;
        waiting.set(id, (result) => resolve(result as Result<Output<Name>>));
        send({ kind: 'call', id, name, input });
      }),
    stop: () => (stopping ??= stop()),
  };
}
