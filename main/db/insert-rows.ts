import { run, type SqlValue, type WriteDb } from './sql.ts';

/** Rows in one statement: more save hardly any time, and the number of values of a statement has an end. */
const ROWS = 50;

/**
 * Inserts rows, many with each statement.
 *
 * @param into table and columns, `link (mail_id, card_id)`
 * @param values of all rows, one row after the other, in the order of the columns
 * @param conflict what else the statement says, `ON CONFLICT DO NOTHING`
 */
export function insertRows(db: WriteDb, into: string, values: readonly SqlValue[], conflict: string): void {
  const width = into.split(',').length;
  const row = `(${Array.from({ length: width }, () => '?').join(', ')})`;
  const textOf = (count: number): string =>
    `INSERT INTO ${into} VALUES ${Array.from({ length: count }, () => row).join(', ')} ${conflict}`;
  // Two texts a table are kept as statements: for a full number of rows, and for one.
  const [many, one] = [textOf(ROWS), textOf(1)];
  let at = 0;
  for (; at + ROWS * width <= values.length; at += ROWS * width) {
    run(db, { text: many, values: values.slice(at, at + ROWS * width) });
  }
  for (; at < values.length; at += width) run(db, { text: one, values: values.slice(at, at + width) });
}
