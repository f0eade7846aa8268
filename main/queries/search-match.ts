/** Words of a search as an expression of FTS5. Source: https://sqlite.org/fts5.html#full_text_query_syntax */
import { endsUnspaced, searchTokens, waysToWrite } from '../../app/domain/search-fold.ts';
import type { SearchField, TextCondition } from '../../app/domain/search.ts';
import { BEGINNING_LETTERS, beginningWord } from '../db/search-text.ts';
import { get, one, sql, type ReadDb } from '../db/sql.ts';

const COLUMNS: Readonly<Record<Exclude<SearchField, 'any'>, string>> = {
  subject: 'subject',
  from: 'sender',
  to: '{recipients copies}',
  cc: 'copies',
  file: 'files',
};
/** Columns of a mail's head, where a hit counts more than one in its text. */
export const HEAD_COLUMNS = '{subject sender recipients copies files}';

/** So many words of the index may stand for one beginning: each is looked up, and read only as far as hits are needed. */
const MOST_WORDS = 16;
/** A word in so many mails is common: reading all mails with all words that begin so would take longer than a keystroke. */
const COMMON = 5_000;

/**
 * An expression that is never a syntax error: what was typed stands in strings only. Null for a text without a letter or digit.
 *
 * The last word may be the beginning of one in the mail. Beginnings of up to three letters are looked for in the head of mails only, unless
 * the user asked for any ending: in texts they would be everywhere. A common word with many others that begin so stands for itself and the
 * first of them.
 */
export function matchOf(db: ReadDb, { text, field, reach }: TextCondition): string | null {
  const ways = waysToWrite(text).flatMap((way) => waysOf(db, way, reach));
  if (ways.length === 0) return null;
  const any = `(${ways.join(' OR ')})`;
  return field === 'any' ? any : `(${COLUMNS[field]} : ${any})`;
}

function waysOf(db: ReadDb, text: string, reach: TextCondition['reach']): readonly string[] {
  const tokens = searchTokens(text);
  const last = tokens.at(-1);
  if (last === undefined) return [];
  if (endsUnspaced(last)) {
    if (Array.from(last).length > 1) return [phrase(tokens)];
    // The last letter of a run stands alone in the index only where the run ends; as the whole run it may begin a pair.
    const before = tokens.at(-2) ?? '';
    const isEndOfRun = Array.from(before).length > 1 && endsUnspaced(before) && before.endsWith(last);
    return [isEndOfRun ? phrase(tokens.slice(0, -1)) : `${phrase(tokens)} *`];
  }
  if (reach === 'whole') return [phrase(tokens)];
  if (last.length <= BEGINNING_LETTERS && reach === 'beginning' && isAlphabetic(last)) {
    const head = tokens.length === 1 ? [phrase([beginningWord(last)])] : [];
    return [phrase(tokens), ...head];
  }
  const words = wordsBeginningWith(db, last);
  if (words.length > MOST_WORDS && !isCommon(db, last)) return [`${phrase(tokens)} *`];
  return words.map((word) => phrase([...tokens.slice(0, -1), word]));
}

/** Comes before every letter a word can have. */
const LEAST_LETTER = '\u0001';

/** The word itself and the next ones of the index that begin so, at most one more than are looked for by themselves. */
function wordsBeginningWith(db: ReadDb, beginning: string): readonly string[] {
  const words = [beginning];
  for (let last = beginning; words.length <= MOST_WORDS;) {
    // Looked for by what follows it: asked for words greater than this one, FTS5 walks over every mail that has it.
    const after = `${last}${LEAST_LETTER}`;
    const next = get<{ readonly term: string }>(
      db,
      sql`SELECT term FROM mail_word WHERE term >= ${after} LIMIT 1`,
    )?.term;
    if (next === undefined || !next.startsWith(beginning)) return words;
    words.push(next);
    last = next;
  }
  return words;
}

function isCommon(db: ReadDb, word: string): boolean {
  const { count } = one<{ readonly count: number }>(
    db,
    sql`SELECT count(*) AS count FROM (SELECT 1 FROM mail_fts WHERE mail_fts MATCH ${phrase([word])} LIMIT ${COMMON})`,
  );
  return count === COMMON;
}

/** Scripts whose words have so many letters that the first three say little. */
function isAlphabetic(word: string): boolean {
  return /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}]+$/u.test(word);
}

function phrase(tokens: readonly string[]): string {
  return `"${tokens.join(' ')}"`;
}
