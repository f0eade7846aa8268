import { toMailpinError } from '../../app/errors.ts';
import { owedShortenedMails } from '../db/shortened-texts.ts';
import type { MailDeps } from '../services/deps.ts';
import { fetchText } from '../services/fetch-text.ts';

/** Fetches the texts again that are owed to a CRM and of which only the beginning is kept. */
export interface OwedTexts {
  /** Look soon. */
  wake(): void;
  /** Fetches what is owed now. What cannot be had stays owed. Never rejects. */
  fetch(): Promise<void>;
  stop(): Promise<void>;
}

/** After trouble on the way to a server it is tried again this much later, in ms. */
const TROUBLE_PAUSE_MS = 60_000;
const LOOKED_AT = 50;

export function owedTexts(deps: MailDeps, signal: AbortSignal): OwedTexts {
  let running: Promise<void> = Promise.resolve();
  let isQueued = false;
  let timer: NodeJS.Timeout | undefined;

  async function fetchOwed(): Promise<void> {
    isQueued = false;
    const failed = new Set<number>();
    for (;;) {
      const [mailId] = owedShortenedMails(deps.store.db, LOOKED_AT).filter((id) => !failed.has(id));
      if (mailId === undefined || signal.aborted) return;
      try {
        await fetchText(deps, mailId, signal);
      } catch (thrown) {
        failed.add(mailId);
        const { code } = toMailpinError(thrown);
        deps.logger.warn('text.not-fetched', { mailId, code });
        if (code !== 'mail.text-gone') clearTimeout(timer);
        if (code !== 'mail.text-gone') timer = setTimeout(wake, TROUBLE_PAUSE_MS).unref();
      }
    }
  }

  function queue(): Promise<void> {
    running = running.then(fetchOwed).catch((error: unknown) => {
      deps.logger.error('text.not-fetched', { code: toMailpinError(error).code });
    });
    return running;
  }

  function wake(): void {
    if (isQueued || signal.aborted) return;
    isQueued = true;
    void queue();
  }

  return {
    wake,
    fetch: queue,
    async stop() {
      clearTimeout(timer);
      await running;
    },
  };
}
