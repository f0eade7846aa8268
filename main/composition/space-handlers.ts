import type { SpaceReport } from '../../app/contract/space-views.ts';
import { databaseBytes } from '../db/deletion.ts';
import { writeKeeping } from '../db/text-keeping.ts';
import { compact } from '../services/compact.ts';
import type { MailDeps } from '../services/deps.ts';
import { fetchAllTexts, fetchText } from '../services/fetch-text.ts';
import { previewShortening, shortenOldTexts } from '../services/shorten-texts.ts';
import type { CommandHandlers } from './handler-map.ts';
import type { SpaceJobs } from './space-jobs.ts';

export interface SpaceParts {
  readonly deps: MailDeps;
  readonly jobs: SpaceJobs;
  /** Aborted when the engine stops. */
  readonly signal: AbortSignal;
}

type SpaceCommand = Extract<keyof CommandHandlers, `space.${string}` | 'mails.fetch-text'>;

/** Commands on the space of the profile: how long texts are kept, and giving room back. */
export function spaceHandlers({ deps, jobs, signal }: SpaceParts): Pick<CommandHandlers, SpaceCommand> {
  const { store } = deps;
  /** Runs one piece of work, tells the page when it is over, and weighs the file before and after. */
  const job = (work: Parameters<typeof jobs.run<Counts>>[0]): Promise<SpaceReport> =>
    jobs.run(async (stopping, tell) => {
      const bytesBefore = databaseBytes(store.db);
      try {
        const counts = await work(stopping, tell);
        return { ...counts, bytesBefore, bytesAfter: databaseBytes(store.db), isStopped: stopping.aborted };
      } finally {
        announce(deps);
      }
    });
  return {
    'space.preview': ({ keeping }) => previewShortening(deps, keeping, signal),
    'space.keep'({ keeping }) {
      store.write((tx) => writeKeeping(tx.db, keeping));
      return job(async (stopping, tell) => {
        const mailCount = await shortenOldTexts(deps, stopping, (done, total) =>
          tell({ step: 'shorten', done, total }),
        );
        if (mailCount > 0) await compact(deps, { isSearchMerged: true, signal: stopping, onProgress: tell });
        return { mailCount, failedCount: 0 };
      });
    },
    'space.fetch': () =>
      job(async (stopping, tell) => {
        const { fetched, failed, trouble } = await fetchAllTexts(deps, stopping, (done, total) =>
          tell({ step: 'fetch', done, total }),
        );
        if (trouble !== null && fetched === 0) throw trouble;
        return { mailCount: fetched, failedCount: failed };
      }),
    'space.compact': () =>
      job(async (stopping, tell) => {
        await compact(deps, { isSearchMerged: false, signal: stopping, onProgress: tell });
        return { mailCount: 0, failedCount: 0 };
      }),
    async 'space.stop'() {
      await jobs.stop();
      return null;
    },
    async 'mails.fetch-text'({ mailId }) {
      await fetchText(deps, mailId, signal);
      return null;
    },
  };
}

type Counts = Pick<SpaceReport, 'mailCount' | 'failedCount'>;

function announce({ store }: MailDeps): void {
  store.write((tx) => {
    tx.changes.events.push({ name: 'space.changed', payload: {} });
  });
}
