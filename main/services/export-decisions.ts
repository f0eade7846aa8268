import type { ExportReport } from '../../app/contract/decision-views.ts';
import { writeDecisionsFile } from '../../app/contract/decisions-file.ts';
import { exportedLines } from '../db/exported-decisions.ts';
import type { Deps } from './deps.ts';
import { writeWholeFile } from './write-whole-file.ts';

/**
 * Writes everything the user decided into a file, whole or not at all. Throws store.unwritable, store.full.
 *
 * @param path absolute; a file that is there is replaced
 */
export async function exportDecisions({ store, clock }: Deps, path: string): Promise<ExportReport> {
  const lines = exportedLines(store.db);
  await writeWholeFile(path, writeDecisionsFile(lines, clock.now()), 0o600);
  const count = (wanted: string) => lines.filter(({ kind }) => kind === wanted).length;
  return { path, decisions: count('decision'), extents: count('extent') };
}
