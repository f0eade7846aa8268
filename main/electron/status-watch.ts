import type { AnyEvent } from '../../app/contract/events.ts';
import type { StatusFacts } from '../../app/contract/views.ts';
import type { Result } from '../../app/contract/wire.ts';

/** Events after which the status has to be asked again. `threads.changed` comes with every batch and changes no face. */
const TELLING: ReadonlySet<AnyEvent['name']> = new Set([
  'account.changed',
  'links.changed',
  'outbox.changed',
  'store.changed',
]);

/**
 * Keeps the last known status. However many events come, one question is under way at a time, and the last answer is newer
 * than the last event.
 *
 * @param tell hears every answer; null when the engine gave none
 */
export function watchStatus(
  ask: () => Promise<Result<StatusFacts>>,
  tell: (status: StatusFacts | null) => void,
): { look(): void; hear(event: AnyEvent): void } {
  let isAsking = false;
  let isStale = false;

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

  return {
    look: () => void look(),
    hear: ({ name }) => {
      if (TELLING.has(name)) void look();
    },
  };
}
