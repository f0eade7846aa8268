import { setTimeout } from 'node:timers/promises';
import type { AnyEvent } from '../../app/contract/events.ts';
import type { StatusFacts } from '../../app/contract/status-views.ts';
import type { Result } from '../../app/contract/wire.ts';

/** Events after which the status has to be asked again. `threads.changed` comes with every batch and changes no face. */
const TELLING: ReadonlySet<AnyEvent['name']> = new Set([
  'account.changed',
  'links.changed',
  'outbox.changed',
  'store.changed',
]);

/** How long the tray waits after an event: what the page asks is answered first, and a burst of events is one question. */
const PAUSE_MS = 250;

/**
 * Keeps the last known status. However many events come, one question is under way at a time, and the last answer is newer
 * than the last event.
 *
 * @param tell hears every answer; null when the engine gave none
 * @param pause taken between an event and the question
 */
export function watchStatus(
  ask: () => Promise<Result<StatusFacts>>,
  tell: (status: StatusFacts | null) => void,
  pause: () => Promise<unknown> = () => setTimeout(PAUSE_MS),
): { look(): void; hear(event: AnyEvent): void } {
  let isAsking = false;
  let isStale = false;
  let isPausing = false;

  async function look(): Promise<void> {
    isStale = true;
    if (isAsking) return;
    isAsking = true;
    while (isStale) {
      isStale = false;
      const answer = await ask();
      tell(answer.ok ? answer.value : null);
    }
    isAsking = false;
  }

  async function lookSoon(): Promise<void> {
    if (isPausing) return;
    isPausing = true;
    await pause();
    isPausing = false;
    await look();
  }

  return {
    look: () => void look(),
    hear: ({ name }) => {
      if (TELLING.has(name)) void lookSoon();
    },
  };
}
