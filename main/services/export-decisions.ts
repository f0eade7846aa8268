import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import type { ExportReport } from '../../app/contract/decision-views.ts';
import { writeDecisionsFile } from '../../app/contract/decisions-file.ts';
import { exportedLines } from '../db/exported-decisions.ts';
import type { Deps } from './deps.ts';
import { fileError } from './file-error.ts';

/**
 * Writes everything the user decided into a file, whole or not at all. Throws store.unwritable, store.full.
 *
 * @param path absolute; a file that is there is replaced
 */
export async function exportDecisions({ store, clock }: Deps, path: string): Promise<ExportReport> {
  const lines = exportedLines(store.db);
  const unfinished = `${path}.${randomUUID()}.part`;
  try {
    await writeFile(unfinished, writeDecisionsFile(lines, clock.now()), { mode: 0o600 });
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw fileError(error, path);
  }
  const count = (wanted: string) => lines.filter(({ kind }) => kind === wanted).length;
  return { path, decisions: count('decision'), extents: count('extent') };
}
