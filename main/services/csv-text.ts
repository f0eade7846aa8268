/** Tables as files for spreadsheets (RFC 4180). */
import { writeFile } from 'node:fs/promises';
import { fileError } from './file-error.ts';

/** Without it Excel takes the file for one in the code page of the country, and garbles every letter that is not ASCII. */
const UTF8_MARK = '\ufeff';

export function csvText(rows: readonly (readonly string[])[]): string {
  return UTF8_MARK + rows.map((fields) => `${fields.map(csvField).join(',')}\r\n`).join('');
}

/** Throws store.full, store.unwritable. */
export async function saveText(text: string, path: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    throw fileError(error, path);
  }
}

/** What strangers wrote must not become a formula in the reader's spreadsheet; a Japanese one takes the wide signs for the narrow. */
function csvField(value: string): string {
  const inert = /^[=+\-@＝＋－＠\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
