/** Tables as files for spreadsheets (RFC 4180). */
import { writeFile } from 'node:fs/promises';
import { fileError } from './file-error.ts';

export function csvText(rows: readonly (readonly string[])[]): string {
  return rows.map((fields) => `${fields.map(csvField).join(',')}\r\n`).join('');
}

/** Throws store.full, store.unwritable. */
export async function saveText(text: string, path: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    throw fileError(error, path);
  }
}

/** What strangers wrote must not become a formula in the reader's spreadsheet. */
function csvField(value: string): string {
  const inert = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
