import type { StatusFacts } from '../../app/contract/status-views.ts';
import { CARD_KINDS, type CardKind } from '../../app/domain/card.ts';
import type { UnixMs } from '../../app/domain/ids.ts';
import { FILTERS } from '../../app/domain/link.ts';
import { all, one, sql, type ReadDb } from '../db/sql.ts';
import { accountFacts } from './account-facts.ts';
import { listActions } from './list-actions.ts';
import { outboxFacts } from './list-outbox.ts';
import { mailTally } from './mail-tally.ts';
import { countQuestions } from './questions.ts';

interface TotalsRow {
  readonly mail_count: number;
  readonly thread_count: number;
  readonly link_count: number;
  readonly kept_out_count: number;
  readonly database_bytes: number;
}
interface KindRow {
  readonly kind: CardKind;
  readonly card_count: number;
}

/** Facts for the status line and `mailpin status`. */
export function statusFacts(db: ReadDb, undoableSince: UnixMs): StatusFacts {
  const totals = totalsRow(db);
  const { linkedCount, heldBack } = mailTally(db);
  const [lastAction = null] = listActions(db, 1, undoableSince);
  return {
    accounts: accountFacts(db),
    mailCount: totals.mail_count,
    threadCount: totals.thread_count,
    linkedMailCount: linkedCount,
    linkCount: totals.link_count,
    questionCount: countQuestions(db),
    heldBack: totalRecord([...FILTERS, 'nobody'], (name) => heldBack.get(name === 'nobody' ? null : name) ?? 0),
    keptOutCount: totals.kept_out_count,
    outbox: outboxFacts(db),
    cardCounts: cardCounts(db),
    lastAction,
    databaseBytes: totals.database_bytes,
  };
}

function totalsRow(db: ReadDb): TotalsRow {
  return one<TotalsRow>(
    db,
    sql`
    SELECT (SELECT count(*) FROM mail) AS mail_count,
           (SELECT count(*) FROM thread) AS thread_count,
           (SELECT count(*) FROM link) AS link_count,
           (SELECT count(*) FROM kept_out) AS kept_out_count,
           (SELECT page_count * page_size FROM pragma_page_count, pragma_page_size) AS database_bytes`,
  );
}

function cardCounts(db: ReadDb): StatusFacts['cardCounts'] {
  const rows = all<KindRow>(db, sql`SELECT kind, count(*) AS card_count FROM card WHERE gone_at IS NULL GROUP BY kind`);
  const counts = new Map(rows.map((row) => [row.kind, row.card_count]));
  return totalRecord(CARD_KINDS, (kind) => counts.get(kind) ?? 0);
}

function totalRecord<Name extends string>(names: readonly Name[], valueOf: (name: Name) => number) {
  return Object.fromEntries(names.map((name) => [name, valueOf(name)])) as Record<Name, number>;
}
