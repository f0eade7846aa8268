import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { MailId, ThreadId } from '../app/domain/ids.ts';
import { startEngine, type Engine } from './engine.ts';
import { measure, type Bench, type Figure } from './figures.ts';
import { fillMirror } from './made-mirror.ts';
import { searchFilled } from './search-filled.ts';

const SIZE = { mails: 20_000, contacts: 1_000, deals: 300 };
const TIMES = 40;

export const queriesBench: Bench = {
  name: 'queries',
  what: `What the window asks, on a mirror of ${String(SIZE.mails)} mails; from the question to the answer in the asking process`,
  async run() {
    const profileDir = mkdtempSync(join(tmpdir(), 'mailpin-bench-'));
    try {
      await prepare(profileDir);
      const engine = startEngine(profileDir);
      await searchFilled(engine);
      const figures = await figuresOf(engine);
      await engine.stop();
      return figures;
    } finally {
      rmSync(profileDir, { recursive: true });
    }
  },
};

/** The engine makes the schema; the mails are written past it, since only reading is measured. */
async function prepare(profileDir: string): Promise<void> {
  const engine = startEngine(profileDir);
  await engine.call('status.get', {});
  await engine.stop();
  const db = new Database(join(profileDir, 'mailpin.db'));
  fillMirror(db, SIZE);
  db.close();
}

async function figuresOf(engine: Engine): Promise<readonly Figure[]> {
  let cursor: string | undefined;
  return [
    await measure('threads.list, page by page', TIMES, async () => {
      const page = await engine.call('threads.list', { limit: 50, cursor });
      cursor = page.next ?? undefined;
    }),
    await measure('threads.list, threads on no card', TIMES, () =>
      engine.call('threads.list', { limit: 50, filter: { isUnlinked: true } }),
    ),
    await measure('threads.get', TIMES, (turn) => engine.call('threads.get', { threadId: (turn + 100) as ThreadId })),
    await measure('mails.search, a word of every mail', TIMES, () =>
      engine.call('mails.search', { text: 'pump', limit: 50 }),
    ),
    await measure('mails.search, one person', TIMES, (turn) =>
      engine.call('mails.search', { text: `person${String(turn + 100)}`, limit: 50 }),
    ),
    await measure('mails.why', TIMES, (turn) => engine.call('mails.why', { mail: { mailId: (turn + 100) as MailId } })),
    await measure('cards.get', TIMES, (turn) => engine.call('cards.get', { cardId: `d${String(turn)}` })),
    await measure('cards.targets', TIMES, (turn) =>
      engine.call('cards.targets', { mailIds: [(turn + 100) as MailId], limit: 9 }),
    ),
    await measure('board.get', TIMES, () => engine.call('board.get', {})),
    await measure('status.get', TIMES, () => engine.call('status.get', {})),
  ];
}
