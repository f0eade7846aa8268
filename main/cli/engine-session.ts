import type { MailpinApi } from '../../app/contract/api.ts';
import { MailpinError } from '../../app/errors.ts';
import type { Engine, EngineSettings, Host } from './host.ts';

/** The engine of one run: opened when it is first needed, stopped in any case. */
export interface EngineSession {
  open(): Promise<MailpinApi>;
  close(): Promise<void>;
}

export function engineSession(host: Host, settings: EngineSettings): EngineSession {
  let opening: Promise<Engine> | null = null;
  return {
    async open() {
      opening ??= host.openEngine(settings);
      return untilAborted(await opening, host.signal);
    },
    async close() {
      // An engine that could not be opened has told its error already.
      const [opened] = await Promise.allSettled(opening === null ? [] : [opening]);
      if (opened?.status === 'fulfilled') await opened.value.stop();
    },
  };
}

/** The engine, whose calls reject with `cancelled` as soon as the program is asked to end. */
function untilAborted(engine: Engine, signal: AbortSignal): MailpinApi {
  return {
    call: (name, input) => orCancelled(engine.call(name, input), signal),
    on: (name, listener) => engine.on(name, listener),
  };
}

function orCancelled<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const cancel = (): void => reject(new MailpinError('cancelled'));
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', cancel));
  });
}
