/** Reads a file of cards: `docs/card-import.md` describes it. */
import type { CardRow } from '../../app/contract/commands.ts';
import { parseCardRow } from '../../app/contract/schema.ts';
import { MailpinError, toMailpinError } from '../../app/errors.ts';
import { readCsv } from './csv.ts';

export interface CardFile {
  readonly rows: readonly CardRow[];
  /** Rows that are no card: where they stand in the file, and the first field that is wrong. */
  readonly refused: readonly { readonly row: number; readonly field: string }[];
  /** Columns that mean nothing to Mailpin. */
  readonly ignoredColumns: readonly string[];
}

interface RawRow {
  /** The line in a CSV file, the position in a JSON list; counted from 1. */
  readonly row: number;
  readonly values: Readonly<Record<string, unknown>>;
}

const LIST_FIELDS = ['emails', 'domains', 'people'] as const satisfies readonly (keyof CardRow)[];
const TEXT_FIELDS = [
  ...['kind', 'id', 'name', 'company', 'pipeline', 'stage', 'status', 'amount', 'currency', 'owner'],
  ...['convertedTo', 'createdAt', 'closedAt'],
] as const satisfies readonly (keyof CardRow)[];
const FIELDS: readonly string[] = [...LIST_FIELDS, ...TEXT_FIELDS];

/** Headings by which other programs call our columns, folded as `fold` does. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ['type', 'kind'],
  ['email', 'emails'],
  ['domain', 'domains'],
  ['person', 'people'],
  ['contacts', 'people'],
  ['value', 'amount'],
]);
const IN_WORDS: ReadonlySet<string> = new Set(['kind', 'status']);

/**
 * @throws MailpinError `input.broken-json` for a text that begins like JSON and is none, `input.column-twice`,
 *   `input.invalid` for JSON that is no list of cards
 */
export function readCardFile(text: string): CardFile {
  const content = text.replace(/^\ufeff/, '');
  const raw = /^\s*[[{]/.test(content) ? rowsOfJson(content) : rowsOfCsv(content);
  const rows: CardRow[] = [];
  const refused: { row: number; field: string }[] = [];
  const ignored = new Set<string>();
  for (const { row, values } of raw) {
    try {
      rows.push(toCardRow(row, values, ignored));
    } catch (error) {
      refused.push({ row, field: String(toMailpinError(error).details['field'] ?? 'row') });
    }
  }
  return { rows, refused, ignoredColumns: [...ignored] };
}

/** A list of cards, or an object that holds it as `cards`. */
function rowsOfJson(content: string): readonly RawRow[] {
  const parsed: unknown = parseJson(content);
  const list: unknown = isRecord(parsed) ? parsed['cards'] : parsed;
  if (!Array.isArray(list)) throw new MailpinError('input.invalid', { field: 'cards' });
  return list.map((value: unknown, at) => ({ row: at + 1, values: isRecord(value) ? value : {} }));
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    // The parser's own words tell the place, or show it.
    const reason = error instanceof Error ? error.message : '';
    throw new MailpinError('input.broken-json', { reason }, { cause: error });
  }
}

function rowsOfCsv(content: string): readonly RawRow[] {
  const [header, ...records] = readCsv(content);
  const names = header?.fields ?? [];
  refuseTwice(names);
  return records.map(({ line, fields }) => ({
    row: line,
    values: Object.fromEntries(names.map((name, at) => [name, fields[at] ?? ''])),
  }));
}

/** Of two columns for one field neither is the right one. */
function refuseTwice(headings: readonly string[]): void {
  for (const field of FIELDS) {
    const same = headings.filter((heading) => fieldOf(heading) === field);
    if (same.length > 1) throw new MailpinError('input.column-twice', { columns: same.join(', ') });
  }
}

function toCardRow(row: number, values: RawRow['values'], ignored: Set<string>): CardRow {
  const card: Record<string, unknown> = { row };
  for (const [heading, value] of Object.entries(values)) {
    const field = fieldOf(heading);
    if (field === null) ignored.add(heading);
    else if (!isEmpty(value)) card[field] = isListField(field) ? toList(value) : toText(field, value);
  }
  return parseCardRow(card);
}

/** Our field under a heading, whatever its case, spaces, hyphens or underscores: `Converted to` is `convertedTo`. */
function fieldOf(heading: string): string | null {
  const folded = fold(heading);
  if (folded === 'row') return null;
  return FIELDS.find((field) => fold(field) === folded) ?? OTHER_NAMES.get(folded) ?? null;
}

function fold(heading: string): string {
  return heading.toLowerCase().replaceAll(/[\s_-]+/g, '');
}

function isListField(field: string): boolean {
  return LIST_FIELDS.some((list) => list === field);
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === 'string' && value.trim() === '');
}

/** Lists are lists in JSON and parted by `;` in a cell. */
function toList(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return value.split(';').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));
}

function toText(field: string, value: unknown): unknown {
  const written = typeof value === 'number' ? String(value) : value;
  if (typeof written !== 'string') return written;
  return IN_WORDS.has(field) ? written.trim().toLowerCase() : written.trim();
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
