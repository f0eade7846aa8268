import { readFile } from 'node:fs/promises';
import type { DecisionImportReport } from '../../app/contract/decision-views.ts';
import { readDecisionsFile, type DecisionsFileLine } from '../../app/contract/decisions-file.ts';
import type { UnixMs } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';
import type { Deps } from './deps.ts';
import { matchStaleThreads } from './match-stale-threads.ts';
import { previewChange } from './preview-change.ts';
import { takeOver } from './take-over.ts';

/** A clock may be ahead of ours by so much; a word from later than that would beat every other for years. */
const AHEAD_MS = 24 * 60 * 60_000;

/**
 * Takes over what was decided on another computer, as one action that one undo takes back. Words known here change nothing; of two
 * words on one mail and card the later counts, wherever it was said. Words on mail that has not come wait for it.
 * Throws input.unreadable-file, input.decisions-damaged, input.decisions-newer; nothing is taken over then.
 */
export async function importDecisions(deps: Deps, path: string, isPreview: boolean): Promise<DecisionImportReport> {
  const { store, clock } = deps;
  const now = clock.now();
  const lines = readDecisionsFile(await readText(path));
  refuseFuture(lines, now);
  const expected = store.rehearse((tx) => takeOver(tx, lines, now));
  const isNothing = expected.added + expected.takenBack === 0;
  const changes = isNothing ? [] : await previewChange(deps, (tx) => void takeOver(tx, lines, now));
  const report = { total: lines.length, mailCount: changes.length, isPreview };
  if (isPreview || isNothing) return { ...report, ...expected, actionId: null };
  const outcome = store.write((tx) => takeOver(tx, lines, now));
  await matchStaleThreads(deps);
  return { ...report, ...outcome };
}

async function readText(path: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    throw new MailpinError('input.unreadable-file', { path }, { cause: error });
  }
}

function refuseFuture(lines: readonly DecisionsFileLine[], now: UnixMs): void {
  const at = lines.findIndex((line) => momentOf(line) > now + AHEAD_MS);
  if (at >= 0) throw new MailpinError('input.decisions-damaged', { line: at + 2 });
}

function momentOf(line: DecisionsFileLine): UnixMs {
  if (line.kind === 'word') return line.changedAt;
  if (line.kind === 'rule') return line.saidAt;
  return Math.max(line.decidedAt, line.undoneAt ?? 0) as UnixMs;
}
