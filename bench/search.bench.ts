import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { chanceOf, type Chance } from './chance.ts';
import { startEngine, type Engine } from './engine.ts';
import { measure, type Bench, type Figure } from './figures.ts';
import { fillMirror } from './made-mirror.ts';
import { searchFilled } from './search-filled.ts';

const SIZE = { mails: Number(process.env['MAILPIN_BENCH_MAILS'] ?? 100_000), contacts: 3_000, deals: 800 };
const TIMES = 200;
const LIMIT = 50;

const SYLLABLES = 'an be co der el fa gi ho in ka lo ma ne or pe qua ri sen ta um ver wo xi zu'.split(' ');
const VOCABULARY = 30_000;
const JAPANESE =
  '見積 納期 請求書 確認 お世話 なっております 契約 製品 サンプル 価格 会議 来週 資料 送付 担当 工場 部品 注文 出荷 検査'.split(
    ' ',
  );

export const searchBench: Bench = {
  name: 'search',
  what: `Search over ${String(SIZE.mails)} mails of ${String(VOCABULARY)} words, a few in every mail and most in few, a tenth of the mails with Japanese`,
  async run() {
    const profileDir = mkdtempSync(join(tmpdir(), 'mailpin-bench-'));
    try {
      await prepare(profileDir);
      const engine = startEngine(profileDir);
      const startedAt = performance.now();
      await searchFilled(engine);
      const filledMs = (performance.now() - startedAt) / SIZE.mails;
      const figures = await figuresOf(engine);
      await engine.stop();
      process.stderr.write(sizeLine(profileDir));
      return [
        { name: 'index filled, a mail', times: SIZE.mails, p50: filledMs, p95: filledMs, max: filledMs },
        ...figures,
      ];
    } finally {
      rmSync(profileDir, { recursive: true });
    }
  },
};

/** The engine makes the schema; the mails are written past it, and it takes them into its index when it starts again. */
async function prepare(profileDir: string): Promise<void> {
  const engine = startEngine(profileDir);
  await engine.call('status.get', {});
  await engine.stop();
  const db = new Database(join(profileDir, 'mailpin.db'));
  fillMirror(db, SIZE, wordsOf);
  db.close();
}

function wordsOf(chance: Chance, count: number): string {
  const words = Array.from({ length: count }, () => wordOf(chance));
  if (chance.below(10) === 0)
    words.push(Array.from({ length: 20 }, () => JAPANESE[chance.below(JAPANESE.length)]).join(''));
  return words.join(' ');
}

/** As in real text (Zipf): the word of rank n is drawn about 1/n as often as the first. */
function wordOf(chance: Chance): string {
  let rank = Math.floor(Math.exp((chance.below(1_000_000) / 1_000_000) * Math.log(VOCABULARY)));
  let word = '';
  do {
    word += SYLLABLES[rank % SYLLABLES.length] ?? '';
    rank = Math.floor(rank / SYLLABLES.length);
  } while (rank > 0);
  return word;
}

async function figuresOf(engine: Engine): Promise<readonly Figure[]> {
  const chance = chanceOf(7);
  const ask = (name: string, textOf: () => string): Promise<Figure> =>
    measure(name, TIMES, () => engine.call('mails.search', { text: textOf(), limit: LIMIT }));
  const words = (count: number): readonly string[] => Array.from({ length: count }, () => wordOf(chance));
  const beginning = (): string => words(1)[0]?.slice(0, 4) ?? '';
  return [
    await ask('three words', () => words(3).join(' ')),
    await ask('three of the commonest words', () => 'an be co'),
    await ask('two words and the beginning of a third', () => `${words(2).join(' ')} ${beginning()}`),
    await ask('first letters of a name', () => 'per'),
    await ask('a phrase', () => `"${words(2).join(' ')}"`),
    await ask('from: and a word', () => `from:person${String(chance.below(3_000))} ${words(1).join('')}`),
    await ask('a word in a month', () => `${words(1).join('')} on:2026-03`),
    await ask('a word in unlinked mail', () => `${words(1).join('')} is:unlinked`),
    await ask('a word on a deal', () => `${words(1).join('')} deal:d${String(chance.below(800))}`),
    await ask('Japanese, two words', () => `${JAPANESE[chance.below(20)] ?? ''} ${JAPANESE[chance.below(20)] ?? ''}`),
    await ask('no words: unread', () => 'is:unread'),
  ];
}

function sizeLine(profileDir: string): string {
  const db = new Database(join(profileDir, 'mailpin.db'), { readonly: true });
  const size = (like: string): number =>
    db.prepare<[string], { bytes: number }>('SELECT sum(pgsize) AS bytes FROM dbstat WHERE name LIKE ?').get(like)
      ?.bytes ?? 0;
  const text = db.prepare<[], { bytes: number }>('SELECT sum(size_bytes) AS bytes FROM mail').get()?.bytes ?? 1;
  const line = `index ${(size('mail_fts%') / text).toFixed(2)} of the text, places ${(size('%search_place%') / text).toFixed(2)}, file ${String(Math.round(statSync(join(profileDir, 'mailpin.db')).size / 1e6))} MB\n`;
  db.close();
  return line;
}
