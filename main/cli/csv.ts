/** Comma-separated values after RFC 4180, as spreadsheets really write them. */

/** One record and the line of the file on which it begins, counted from 1. */
export interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

const DELIMITERS = [',', ';', '\t'] as const;

/**
 * Reads records. Fields may be quoted, hold line breaks and doubled quotes; lines end with CRLF, LF or CR; empty lines are no
 * records. The delimiter is the one that is most frequent in the first line: spreadsheets in many countries write `;`.
 * A quote that is never closed ends with the text; text after a closing quote belongs to the field.
 */
export function readCsv(text: string): readonly CsvRecord[] {
  const delimiter = delimiterOf(text);
  const records: CsvRecord[] = [];
  let fields: string[] = [];
  let field = '';
  let isQuoted = false;
  let line = 1;
  let startLine = 1;

  const endField = (): void => {
    fields.push(field);
    field = '';
  };
  const endRecord = (): void => {
    endField();
    if (fields.some((value) => value !== '')) records.push({ line: startLine, fields });
    fields = [];
    startLine = line;
  };

  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    const isLineBreak = character === '\n' || (character === '\r' && text.charAt(at + 1) !== '\n');
    if (isLineBreak) line += 1;
    if (isQuoted) {
      if (character !== '"') field += character;
      else if (text.charAt(at + 1) === '"') {
        field += '"';
        at += 1;
      } else isQuoted = false;
    } else if (character === '"' && field === '') isQuoted = true;
    else if (character === delimiter) endField();
    else if (isLineBreak) endRecord();
    else if (character !== '\r') field += character;
  }
  if (field !== '' || fields.length > 0) endRecord();
  return records;
}

function delimiterOf(text: string): string {
  const [header = ''] = text.split(/[\r\n]/, 1);
  const countOf = (delimiter: string): number => header.split(delimiter).length;
  return DELIMITERS.reduce((best, delimiter) => (countOf(delimiter) > countOf(best) ? delimiter : best));
}
