import type { DecisionLine, DecisionsFileLine, ExtentLine } from '../../app/contract/decisions-file.ts';
import type { DecisionImportReport } from '../../app/contract/decision-views.ts';
import type { ActionId, MessageKey, UnixMs } from '../../app/domain/ids.ts';
import { personKey } from '../../app/rules/identity.ts';
import { advanceMoments, insertAction, setActionMailCount } from '../db/actions.ts';
import {
  insertImportedDecision,
  insertImportedExtent,
  knownDecision,
  knownExtent,
  markCarried,
  markUndoneByImport,
  setUndoneAt,
  type KnownWord,
} from '../db/exported-decisions.ts';
import { mailIdByKey } from '../db/mails.ts';
import { unscreenAll } from '../db/push-gate.ts';
import type { Transaction } from '../db/unit-of-work.ts';
import { putInLine } from './put-in-line.ts';
import { takeOverHold } from './rules/take-over-hold.ts';
import { takeOverRule } from './rules/take-over-rule.ts';
import { threadsOfWords } from './undo-words.ts';

type Counts = Pick<DecisionImportReport, 'actionId' | 'added' | 'takenBack' | 'known' | 'waiting'> & {
  readonly changedWords: number;
  readonly changedRules: number;
};

/** Writes the words of a file that are new here, in the running transaction, and puts the threads they concern in line. */
export function takeOver(tx: Transaction, lines: readonly DecisionsFileLine[], now: UnixMs): Counts {
  const importing = new Import(tx, now);
  for (const line of lines) importing.take(line);
  return importing.finish();
}

class Import {
  private readonly tx: Transaction;
  private readonly now: UnixMs;
  private readonly keys = new Set<MessageKey>();
  private readonly people = new Set<string>();
  private readonly absent = new Set<MessageKey>();
  private actionId: ActionId | null = null;
  private latest = 0;
  private counts = { added: 0, takenBack: 0, known: 0, changedWords: 0, changedRules: 0, waiting: 0 };

  constructor(tx: Transaction, now: UnixMs) {
    this.tx = tx;
    this.now = now;
  }

  take(line: DecisionsFileLine): void {
    const { db } = this.tx;
    switch (line.kind) {
      case 'decision':
        this.settle(line, knownDecision(db, line), () => insertImportedDecision(db, this.action(), line));
        this.holdCarried(line);
        return;
      case 'extent':
        this.settle(line, knownExtent(db, line), () => insertImportedExtent(db, this.action(), line));
        return;
      case 'word':
        this.latest = Math.max(this.latest, line.changedAt);
        this.counts[takeOverHold(this.tx, line, () => this.action()) ? 'changedWords' : 'known'] += 1;
        return;
      case 'rule':
        this.latest = Math.max(this.latest, line.saidAt);
        this.counts[takeOverRule(this.tx, line, () => this.action()) ? 'changedRules' : 'known'] += 1;
    }
  }

  finish(): Counts {
    const { tx, actionId, counts } = this;
    advanceMoments(tx.db, this.latest as UnixMs);
    putInLine(tx, [...threadsOfWords(tx, [...this.keys], [...this.people])]);
    if (counts.changedWords > 0) unscreenAll(tx.db);
    if (counts.changedRules > 0) tx.changes.events.push({ name: 'rules.changed', payload: {} });
    tx.changes.isOutboxChanged = true;
    if (actionId !== null) setActionMailCount(tx.db, actionId, this.keys.size);
    return { ...counts, added: counts.added + counts.changedWords + counts.changedRules, actionId };
  }

  private settle(line: DecisionLine | ExtentLine, known: KnownWord | null, insert: () => void): void {
    this.latest = Math.max(this.latest, line.decidedAt, line.undoneAt ?? 0);
    if (known === null) {
      insert();
      this.counts.added += 1;
      if (line.undoneAt === null && this.isAbsent(line.key)) this.counts.waiting += 1;
      this.touch(line);
    } else if (line.undoneAt !== null && known.undoneAt === null) {
      markUndoneByImport(this.tx.db, this.action(), line.kind, known.id, line.undoneAt);
      this.counts.takenBack += 1;
      this.touch(line);
    } else {
      this.counts.known += 1;
      if (line.undoneAt === null || known.undoneAt === null || line.undoneAt >= known.undoneAt) return;
      setUndoneAt(this.tx.db, line.kind, known.id, line.undoneAt);
      this.touch(line);
    }
  }

  /** It is no yes to mail that looks personal, though an earlier file was taken for one: what waits is looked at once more. */
  private holdCarried(line: DecisionLine): void {
    if (line.isCarried !== true) return;
    const known = knownDecision(this.tx.db, line);
    if (known !== null && markCarried(this.tx.db, known.id)) this.counts.changedWords += 1;
  }

  private touch(line: DecisionLine | ExtentLine): void {
    this.keys.add(line.key);
    if (line.kind === 'decision' && line.person !== null) this.people.add(personKey(line.person));
  }

  private isAbsent(key: MessageKey): boolean {
    if (this.absent.has(key)) return true;
    if (mailIdByKey(this.tx.db, key) !== null) return false;
    this.absent.add(key);
    return true;
  }

  /** Made when the first new word needs it: a file without news is no action. */
  private action(): ActionId {
    return (this.actionId ??= insertAction(this.tx.db, {
      kind: 'import',
      verdict: null,
      reach: null,
      subject: '',
      actedAt: this.now,
    }));
  }
}
