import { KEEP_ALL, type SparedMail, type TextKeeping } from '../../app/domain/text-keeping.ts';
import { get, run, sql, type ReadDb, type WriteDb } from './sql.ts';

/** How long the user wants texts to be kept whole. */
export function readKeeping(db: ReadDb): TextKeeping {
  const row = get<{ body_months: number | null; spared: SparedMail }>(
    db,
    sql`SELECT body_months, spared FROM retention WHERE only_row = 1`,
  );
  return row === undefined ? KEEP_ALL : { months: row.body_months, spared: row.spared };
}

export function writeKeeping(db: WriteDb, { months, spared }: TextKeeping): void {
  run(
    db,
    sql`
    INSERT INTO retention (only_row, body_months, spared) VALUES (1, ${months}, ${spared})
    ON CONFLICT (only_row) DO UPDATE SET body_months = excluded.body_months, spared = excluded.spared`,
  );
}
