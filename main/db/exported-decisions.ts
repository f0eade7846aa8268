/** Decisions as they travel between computers: read for an export, compared with and written by an import. */
import type { DecisionLine, DecisionsFileLine, ExtentLine, WordLine } from '../../app/contract/decisions-file.ts';
import type { Extent, ExtentReach } from '../../app/domain/extent.ts';
import type { ActionId, CanonicalAddress, CardId, MessageKey, UnixMs } from '../../app/domain/ids.ts';
import type { Reach, Verdict } from '../../app/domain/link.ts';
import { personKey } from '../../app/rules/identity.ts';
import { putWordEdit, wordEdit, wordEdits } from './personal-words.ts';
import { ruleWords } from './rule-words.ts';
import { all, get, run, sql, type ReadDb, type WriteDb } from './sql.ts';

interface DecisionRow {
  readonly verdict: Verdict;
  readonly reach: Reach;
  readonly message_key: MessageKey;
  readonly person: CanonicalAddress | null;
  readonly card_id: CardId;
  readonly is_split: number;
  readonly decided_at: UnixMs;
  readonly undone_at: UnixMs | null;
  readonly is_carried: number;
}
interface ExtentRow {
  readonly reach: ExtentReach;
  readonly message_key: MessageKey;
  readonly extent: Extent;
  readonly decided_at: UnixMs;
  readonly undone_at: UnixMs | null;
}

/** Everything the user said on any of their computers, in an order that does not depend on this one. What an import brought that was taken back here is not told on: here it was never said. */
export function exportedLines(db: ReadDb): readonly DecisionsFileLine[] {
  const decisions = all<DecisionRow>(
    db,
    sql`
    SELECT decision.verdict, decision.reach, message_key, person, card_id, is_split, decided_at, decision.undone_at,
           is_carried
      FROM decision JOIN action USING (action_id)
     WHERE NOT (action.kind = 'import' AND action.undone_at IS NOT NULL)
     ORDER BY decided_at, message_key, card_id, decision.verdict, decision.reach, person`,
  ).map((row): DecisionLine => ({
    kind: 'decision',
    verdict: row.verdict,
    reach: row.reach,
    key: row.message_key,
    person: row.person,
    card: row.card_id,
    isSplit: row.is_split === 1,
    ...(row.is_carried === 1 && { isCarried: true }),
    decidedAt: row.decided_at,
    undoneAt: row.undone_at,
  }));
  const extents = all<ExtentRow>(
    db,
    sql`
    SELECT extent_choice.reach, message_key, extent, decided_at, extent_choice.undone_at
      FROM extent_choice JOIN action USING (action_id)
     WHERE NOT (action.kind = 'import' AND action.undone_at IS NOT NULL)
     ORDER BY decided_at, message_key, extent_choice.reach, extent`,
  ).map((row): ExtentLine => ({
    kind: 'extent',
    reach: row.reach,
    key: row.message_key,
    extent: row.extent,
    decidedAt: row.decided_at,
    undoneAt: row.undone_at,
  }));
  const words = wordEdits(db).map((row): WordLine => ({
    kind: 'word',
    language: row.language,
    word: row.word,
    ...(row.written !== null && { written: row.written }),
    isOn: row.is_added === 1,
    changedAt: row.changed_at,
  }));
  return [...decisions, ...extents, ...words, ...ruleWords(db)];
}

/** A word that is known here, by what it says and when it was said. */
export interface KnownWord {
  readonly id: number;
  readonly undoneAt: UnixMs | null;
}

/** The same word here; what a taken-back import brought does not count. */
export function knownDecision(db: ReadDb, line: DecisionLine): KnownWord | null {
  const row = get<{ id: number; undone_at: UnixMs | null }>(
    db,
    sql`
    SELECT decision_id AS id, decision.undone_at
      FROM decision JOIN action USING (action_id)
     WHERE message_key = ${line.key} AND card_id = ${line.card} AND decision.verdict = ${line.verdict}
       AND decision.reach = ${line.reach} AND person IS ${line.person} AND is_split = ${line.isSplit ? 1 : 0}
       AND decided_at = ${line.decidedAt}
       AND NOT (action.kind = 'import' AND action.undone_at IS NOT NULL)`,
  );
  return row === undefined ? null : { id: row.id, undoneAt: row.undone_at };
}

export function knownExtent(db: ReadDb, line: ExtentLine): KnownWord | null {
  const row = get<{ id: number; undone_at: UnixMs | null }>(
    db,
    sql`
    SELECT choice_id AS id, extent_choice.undone_at
      FROM extent_choice JOIN action USING (action_id)
     WHERE message_key = ${line.key} AND extent = ${line.extent} AND extent_choice.reach = ${line.reach}
       AND decided_at = ${line.decidedAt}
       AND NOT (action.kind = 'import' AND action.undone_at IS NOT NULL)`,
  );
  return row === undefined ? null : { id: row.id, undoneAt: row.undone_at };
}

export function insertImportedDecision(db: WriteDb, actionId: ActionId, line: DecisionLine): void {
  run(
    db,
    sql`
    INSERT INTO decision (action_id, verdict, reach, message_key, person, person_key, card_id, is_split, decided_at, undone_at,
                          is_carried)
    VALUES (${actionId}, ${line.verdict}, ${line.reach}, ${line.key}, ${line.person},
            ${line.person === null ? null : personKey(line.person)}, ${line.card}, ${line.isSplit ? 1 : 0},
            ${line.decidedAt}, ${line.undoneAt}, ${line.isCarried === true ? 1 : 0})`,
  );
}

/** Who wrote the file knows that the word was carried; a file of an earlier version did not say so. @returns whether that is news */
export function markCarried(db: WriteDb, decisionId: number): boolean {
  const marking = sql`UPDATE decision SET is_carried = 1 WHERE decision_id = ${decisionId} AND is_carried = 0`;
  return run(db, marking).changes > 0;
}

export function insertImportedExtent(db: WriteDb, actionId: ActionId, line: ExtentLine): void {
  run(
    db,
    sql`
    INSERT INTO extent_choice (action_id, reach, message_key, extent, decided_at, undone_at)
    VALUES (${actionId}, ${line.reach}, ${line.key}, ${line.extent}, ${line.decidedAt}, ${line.undoneAt})`,
  );
}

/** A word that stands here was taken back elsewhere; taking back the import makes it stand again. */
export function markUndoneByImport(
  db: WriteDb,
  actionId: ActionId,
  word: 'decision' | 'extent',
  wordId: number,
  undoneAt: UnixMs,
): void {
  setUndoneAt(db, word, wordId, undoneAt);
  run(
    db,
    sql`INSERT INTO undone_by_import (action_id, word, word_id) VALUES (${actionId}, ${word}, ${wordId}) ON CONFLICT DO NOTHING`,
  );
}

/** Of two moments at which one word was taken back, on two computers, the earlier counts on both. */
export function setUndoneAt(db: WriteDb, word: 'decision' | 'extent', wordId: number, undoneAt: UnixMs): void {
  if (word === 'decision') {
    run(db, sql`UPDATE decision SET undone_at = ${undoneAt} WHERE decision_id = ${wordId}`);
  } else {
    run(db, sql`UPDATE extent_choice SET undone_at = ${undoneAt} WHERE choice_id = ${wordId}`);
  }
}

/** Takes over a change of a word when it is newer than the one here. @returns whether it was */
export function takeOverWord(db: WriteDb, line: WordLine): boolean {
  const known = wordEdit(db, line);
  // At one moment, by chance, the change that holds mail back counts.
  const isNewer =
    known === null ||
    known.changed_at < line.changedAt ||
    (known.changed_at === line.changedAt && line.isOn && known.is_added === 0);
  if (!isNewer) return false;
  putWordEdit(db, {
    language: line.language,
    word: line.word,
    is_added: line.isOn ? 1 : 0,
    changed_at: line.changedAt,
    written: line.written ?? null,
  });
  return true;
}
