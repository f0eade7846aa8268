import type { UnixMs } from '../../app/domain/ids.ts';
import type { EngineHost } from './engine-host.ts';

const PAUSE_MS = 3_600_000;

/** Reading mail, and the hour's rest from it. */
export interface Pause {
  readonly until: () => UnixMs | null;
  readonly pause: () => void;
  readonly resume: () => void;
  /** Starts reading after the engine was started, unless the user wants rest. */
  readonly engineStarted: () => void;
}

export function pauseSwitch(engine: Pick<EngineHost, 'call'>, onChange: () => void): Pause {
  let until: UnixMs | null = null;
  let timer: NodeJS.Timeout | undefined;

  function resume(): void {
    clearTimeout(timer);
    until = null;
    void engine.call('sync.start', {}).then(onChange);
  }

  return {
    until: () => until,
    resume,
    pause() {
      clearTimeout(timer);
      until = (Date.now() + PAUSE_MS) as UnixMs;
      timer = setTimeout(resume, PAUSE_MS);
      void engine.call('sync.stop', {}).then(onChange);
    },
    engineStarted() {
      if (until === null) void engine.call('sync.start', {}).then(onChange);
    },
  };
}
