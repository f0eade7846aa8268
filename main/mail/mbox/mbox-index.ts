import { open, stat, type FileHandle } from 'node:fs/promises';
import { readEntry, type MboxEntry } from './mbox-entry.ts';
import { findFromLines } from './from-lines.ts';

interface IndexedFile {
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  readonly entries: readonly MboxEntry[];
}

export interface MboxIndex {
  /** Mails in their order in the file. Throws what reading files throws. */
  entriesOf(file: string): Promise<readonly MboxEntry[]>;
}

/**
 * Knows where the mails of mbox files begin. A file that has not changed is not read again; of one that grew, only the new end
 * is, as long as the last known mail still stands where it stood; the seen marks of the others are then as first read.
 */
export function mboxIndex(): MboxIndex {
  const known = new Map<string, IndexedFile>();
  return {
    async entriesOf(file) {
      const facts = await stat(file);
      const before = known.get(file);
      if (before?.sizeBytes === facts.size && before.modifiedMs === facts.mtimeMs) return before.entries;
      const handle = await open(file, 'r');
      try {
        const kept = before === undefined ? [] : await unchangedEntries(handle, before, facts.size);
        const found = await scanFrom(handle, kept.at(-1)?.end ?? 0, facts.size);
        const entries = [...kept, ...found];
        known.set(file, { sizeBytes: facts.size, modifiedMs: facts.mtimeMs, entries });
        return entries.filter((entry) => entry.end > entry.start);
      } finally {
        await handle.close();
      }
    },
  };
}

/** The entries that still hold: all but the last, which may have been written to, when that one is still the same mail. */
async function unchangedEntries(
  handle: FileHandle,
  before: IndexedFile,
  sizeBytes: number,
): Promise<readonly MboxEntry[]> {
  const last = before.entries.at(-1);
  if (last === undefined || sizeBytes <= before.sizeBytes) return [];
  const now = await readEntry(handle, last.start, last.end);
  return now?.identity === last.identity ? before.entries.slice(0, -1) : [];
}

async function scanFrom(handle: FileHandle, from: number, sizeBytes: number): Promise<readonly MboxEntry[]> {
  const starts: number[] = [];
  for await (const start of findFromLines(handle, from, sizeBytes)) starts.push(start);
  const entries: MboxEntry[] = [];
  for (const [position, start] of starts.entries()) {
    const entry = await readEntry(handle, start, starts[position + 1] ?? sizeBytes);
    if (entry !== null) entries.push(entry);
  }
  return entries;
}
