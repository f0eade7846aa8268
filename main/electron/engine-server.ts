import type { MailpinApi } from '../../app/contract/api.ts';
import { ENGINE_EVENTS, type AnyEvent, type EngineEventName, type Events } from '../../app/contract/events.ts';
import { parseInput } from '../../app/contract/schema.ts';
import { toWireError, type Result } from '../../app/contract/wire.ts';
import { toMailpinError } from '../../app/errors.ts';
import type { FromEngine, ToEngine } from './engine-wire.ts';

/** The engine as it is served: the calls and events of the contract, and an end. */
export interface ServedEngine extends MailpinApi {
  stop(): Promise<void>;
}

/** The engine's side of the port: `process.parentPort` in a utility process. */
export interface EnginePort {
  postMessage(message: FromEngine): void;
  on(event: 'message', listener: (message: { readonly data: ToEngine }) => void): unknown;
}

/**
 * Serves an engine over a port until it is told to stop.
 *
 * @param open makes the engine and starts it; when it fails, every call is answered with that failure, so that the window can
 *   say what is wrong (a database newer than the program, a full disk) instead of waiting
 * @param exit ends the process after the last answer
 */
export function serveEngine(port: EnginePort, open: () => Promise<ServedEngine>, exit: () => void): void {
  const opened = settle(open);
  void opened.then((engine) => engine.ok && forwardEvents(engine.value, port));

  const answer = async (message: ToEngine): Promise<void> => {
    const engine = await opened;
    if (message.kind === 'stop') {
      if (engine.ok) await settle(() => engine.value.stop());
      port.postMessage({ kind: 'stopped' });
      exit();
      return;
    }
    const { id, name, input } = message;
    const result = engine.ok ? await settle(() => engine.value.call(name, parseInput(name, input))) : engine;
    port.postMessage({ kind: 'answer', id, result });
  };
  port.on('message', ({ data }) => void answer(data));
}

function forwardEvents(engine: ServedEngine, port: EnginePort): void {
  for (const name of ENGINE_EVENTS) {
    engine.on(name, (payload) => port.postMessage({ kind: 'event', event: toEvent(name, payload) }));
  }
}

function toEvent<Name extends EngineEventName>(name: Name, payload: Events[Name]): AnyEvent {
  return { name, payload } as Extract<AnyEvent, { name: Name }>;
}

async function settle<Value>(work: () => Promise<Value>): Promise<Result<Value>> {
  try {
    return { ok: true, value: await work() };
  } catch (thrown) {
    return { ok: false, error: toWireError(toMailpinError(thrown)) };
  }
}
