import { setTimeout } from 'node:timers/promises';

const PAUSE_MS = 20;
const TRIES = 250;

/**
 * Does again what failed because another program was writing, for about five seconds. The pauses leave this program free to answer:
 * SQLite's own waiting would stop it altogether, and with it whoever holds the lock in this very program.
 *
 * @param work all or nothing, so that it can be done again
 */
export async function patiently<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error) || tries === TRIES) throw error;
      await setTimeout(PAUSE_MS);
    }
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
}
