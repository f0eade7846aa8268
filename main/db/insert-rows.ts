import { run, type SqlValue, type WriteDb } from './sql.ts';

/**
 * Rows of one statement. A statement costs about as much as three rows; more than fifty save hardly any time, and the number of values of
 * a statement has an end.
 */
const SIZES = [50, 8, 1];

/** A statement for each size. */
interface Inserts {
  readonly width: number;
  readonly texts: readonly { readonly rows: number; readonly text: string }[];
}
/** What is said after the values, by what comes before: each place in the code that inserts always says the same. */
const known = new Map<string, Map<string, Inserts>>();

/**
 * Inserts rows, many with each statement.
 *
 * @param into table and columns, `link (mail_id, card_id)`
 * @param values of all rows, one row after the other, in the order of the columns
 * @param conflict what else the statement says, `ON CONFLICT DO NOTHING`
 */
export function insertRows(db: WriteDb, into: string, values: readonly SqlValue[], conflict = ''): void {
  if (values.length === 0) return;
  const { width, texts } = insertsOf(into, conflict);
  let at = 0;
  for (const { rows, text } of texts) {
    const count = rows * width;
    for (; at + count <= values.length; at += count) run(db, { text, values: values.slice(at, at + count) });
  }
}

function insertsOf(into: string, conflict: string): Inserts {
  let ofTable = known.get(into);
  if (ofTable === undefined) {
    ofTable = new Map();
    known.set(into, ofTable);
  }
  let inserts = ofTable.get(conflict);
  if (inserts === undefined) {
    const width = into.split(',').length;
    const row = `(${Array.from({ length: width }, () => '?').join(', ')})`;
    const textOf = (rows: number): string =>
      `INSERT INTO ${into} VALUES ${Array.from({ length: rows }, () => row).join(', ')} ${conflict}`;
    inserts = { width, texts: SIZES.map((rows) => ({ rows, text: textOf(rows) })) };
    ofTable.set(conflict, inserts);
  }
  return inserts;
}
