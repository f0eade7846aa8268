import { run, type SqlValue, type WriteDb } from './sql.ts';

/** Rows in one statement: more save hardly any time, and the number of values of a statement has an end. */
const ROWS = 50;

/**
 * Inserts rows, many with each statement.
 *
 * @param into table and columns, `link (mail_id, card_id)`
 * @param rows values in the order of the columns
 * @param conflict what else the statement says, `ON CONFLICT DO NOTHING`
 */
export function insertRows(db: WriteDb, into: string, rows: readonly (readonly SqlValue[])[], conflict: string): void {
  for (let at = 0; at < rows.length; at += ROWS) {
    const some = rows.slice(at, at + ROWS);
    const row = `(${some[0]?.map(() => '?').join(', ') ?? ''})`;
    // Two texts a table are kept as statements: for a full number of rows, and for one.
    const groups = some.length === ROWS ? [some] : some.map((one) => [one]);
    for (const group of groups) {
      const places = group.map(() => row).join(', ');
      run(db, { text: `INSERT INTO ${into} VALUES ${places} ${conflict}`, values: group.flat() });
    }
  }
}
