import { foldForSearch, searchTokens, spelledOut, waysToWrite } from '../../app/domain/search-fold.ts';
import { markWords } from '../../app/rules/mark-words.ts';

/** Characters of text before the hit, so that it stands in its sentence, and in all. */
const BEFORE = 40;
const LENGTH = 160;
/** A hit further down than this is not worth the time; the mail's first words are shown. */
const MAX_SEARCHED = 200_000;

/** Lines of other mails, quoted as text (RFC 3676 4.5), and the marks that begin them. */
const QUOTED_LINE = /^[ \t]*>.*$/gmu;
const QUOTE_MARK = /(?<=^|\s)>+(?=\s|$)/gu;
/** Half a character outside the basic plane, left over where the piece was cut. */
const HALF_CHARACTER = /^[\udc00-\udfff]|[\ud800-\udbff]$/g;

/** Letters looked through at once: reading them letter by letter ends where the first hit is. */
const STRETCH = 150;
/**
 * So many letters for each one of a word or phrase are looked through once more, for one that begins in the stretch before: quoted, folded over
 * lines or in half-width kana it is longer than as it was typed.
 */
const OVERLAP = 4;

/**
 * The piece of a text around the first of the words that occurs in it, on one line; null when none does. What the sender wrote comes
 * before what they quote. Words stand where `markWords` will mark them: nothing is marked here, so it stays text.
 */
export function excerpt(text: string, words: readonly string[]): string | null {
  const searched = text.slice(0, MAX_SEARCHED);
  const wanted = words.map((word) => ({ word, beginnings: beginningsOf(word) }));
  for (const part of new Set([searched.replace(QUOTED_LINE, ''), searched])) {
    for (const { word, beginnings } of wanted) {
      const hitAt = placeOf(part, word, beginnings);
      if (hitAt !== null) return cut(part, hitAt);
    }
  }
  return null;
}

/** What text must have to hold a word or phrase, in the form of the index. */
function beginningsOf(word: string): readonly string[] {
  return waysToWrite(word).flatMap((way) => searchTokens(way)[0] ?? []);
}

/** Where a word or phrase stands first. */
function placeOf(text: string, word: string, beginnings: readonly string[]): number | null {
  for (let from = firstStretch(text, beginnings); from < text.length; from += STRETCH) {
    const start = blankBefore(text, from - OVERLAP * word.length);
    const stretch = text.slice(start, from + STRETCH);
    if (!mayHold(stretch, beginnings)) continue;
    const [first, second] = markWords(stretch, [word]);
    if (first?.isMarked === true) return start;
    if (first !== undefined && second?.isMarked === true) return start + first.text.length;
  }
  return null;
}

const ASCII = /^[\0-\x7f]*$/u;

/** Where to begin to look: in plain text, whose letters stay where they are when folded, the first stretch that may hold the word. */
function firstStretch(text: string, beginnings: readonly string[]): number {
  if (!ASCII.test(text)) return 0;
  const folded = text.toLowerCase();
  const places = beginnings.map((beginning) => folded.indexOf(beginning)).filter((at) => at >= 0);
  return places.length === 0 ? text.length : Math.floor(Math.min(...places) / STRETCH) * STRETCH;
}

/** Rules most stretches out without reading their letters one by one. */
function mayHold(stretch: string, beginnings: readonly string[]): boolean {
  const folded = foldForSearch(stretch);
  if (beginnings.some((beginning) => folded.includes(beginning))) return true;
  const spelled = spelledOut(stretch);
  return spelled !== null && beginnings.some((beginning) => spelled.includes(beginning));
}

/** A stretch does not begin in the middle of a word, where there are blanks at all. */
function blankBefore(text: string, at: number): number {
  for (let place = at; place > Math.max(0, at - STRETCH); place -= 1) if (/\s/u.test(text.charAt(place))) return place;
  return Math.max(0, at);
}

function cut(text: string, hitAt: number): string {
  const from = hitAt <= BEFORE ? 0 : wordStart(text, hitAt - BEFORE, hitAt);
  const piece = text.slice(from, from + LENGTH);
  const line = piece.replace(HALF_CHARACTER, '').replace(QUOTE_MARK, '').replace(/\s+/gu, ' ').trim().normalize('NFC');
  return `${from > 0 ? '… ' : ''}${line}${from + LENGTH < text.length ? ' …' : ''}`;
}

/** Where the next word begins; where there are no blanks, any letter will do. */
function wordStart(text: string, from: number, hitAt: number): number {
  const blank = text.slice(from, hitAt).search(/\s/u);
  return blank < 0 ? from : from + blank + 1;
}
