import { isNightWorkDue } from '../../app/machines/nightly.ts';
import { toMailpinError } from '../../app/errors.ts';
import { accountStanding } from '../db/account-life.ts';
import { listAccounts } from '../db/accounts.ts';
import { auditedAt } from '../db/audits.ts';
import { auditAccount } from '../services/audit-account.ts';
import { compact } from '../services/compact.ts';
import type { MailDeps } from '../services/deps.ts';
import { owesBackfill } from '../services/owes-backfill.ts';
import { shortenOldTexts } from '../services/shorten-texts.ts';
import type { AccountWork } from './account-work.ts';
import type { SpaceJobs } from './space-jobs.ts';

/** How often a running engine looks whether the work of the night is due, in ms. */
const LOOK_MS = 15 * 60_000;

/** Audits every account once a night, shortens texts that became old and gives unused space back, as long as accounts are watched. */
export interface Nightly {
  start(): void;
  stop(): Promise<void>;
}

export function nightly(deps: MailDeps, work: AccountWork, jobs: SpaceJobs): Nightly {
  let timer: NodeJS.Timeout | null = null;
  let round: Promise<void> = Promise.resolve();
  const look = (): void => {
    round = round.then(() => nightRound(deps, work, jobs));
  };
  return {
    start() {
      timer ??= setInterval(look, LOOK_MS).unref();
    },
    async stop() {
      if (timer !== null) clearInterval(timer);
      timer = null;
      await round;
    },
  };
}

/**
 * Does what is due, account by account; trouble of one touches no other and is tried again at the next look. An account is not audited
 * before its past was read. Never rejects.
 */
export async function nightRound(deps: MailDeps, work: AccountWork, jobs: SpaceJobs): Promise<void> {
  const { store, clock, logger } = deps;
  try {
    const due = listAccounts(store.db).filter(
      (account) =>
        accountStanding(store.db, account.id) === 'connected' &&
        !owesBackfill(deps, account) &&
        isNightWorkDue(auditedAt(store.db, account.id), clock.now()),
    );
    for (const account of due)
      await work.run(account.id, (ending) =>
        auditAccount(deps, account, { isRepair: false, signal: ending, tell: () => undefined }),
      );
    if (due.length > 0) await jobs.run((signal) => tidy(deps, signal));
  } catch (error) {
    logger.error('night.not-done', { code: toMailpinError(error).code });
  }
}

async function tidy(deps: MailDeps, signal: AbortSignal): Promise<void> {
  const shortened = await shortenOldTexts(deps, signal);
  await compact(deps, { isSearchMerged: shortened > 0, signal });
}
