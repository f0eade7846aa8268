/** Tables as files for spreadsheets (RFC 4180). */
import { writeFile } from 'node:fs/promises';
import { MailpinError } from '../../app/errors.ts';

export function csvText(rows: readonly (readonly string[])[]): string {
  return rows.map((fields) => `${fields.map(csvField).join(',')}\r\n`).join('');
}

/** Throws store.full, store.unwritable. */
export async function saveText(text: string, path: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    const isFull = error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
    throw new MailpinError(isFull ? 'store.full' : 'store.unwritable', { path }, { cause: error });
  }
}

/** What strangers wrote must not become a formula in the reader's spreadsheet. */
function csvField(value: string): string {
  const inert = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
