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

/**
 * The piece of a text around the first of the words that occurs in it, on one line; null when none does. What the sender wrote comes
 * before what they quote; case and accents do not count. The reader marks the words; nothing is marked here, so it stays text.
 */
export function excerpt(text: string, words: readonly string[]): string | null {
  const searched = text.slice(0, MAX_SEARCHED).normalize('NFD');
  for (const part of [searched.replace(QUOTED_LINE, ''), searched]) {
    for (const word of words) {
      const hit = patternOf(word).exec(part);
      if (hit !== null) return cut(part, hit.index);
    }
  }
  return null;
}

/** The letters of a word with any accents, and any blanks where it has one, at the beginning of a word. */
function patternOf(word: string): RegExp {
  const letters = Array.from(word.normalize('NFD').replace(/\p{M}+/gu, ''));
  const pattern = letters.map((letter) => (/\s/u.test(letter) ? '\\s+' : `${escaped(letter)}\\p{M}*`)).join('');
  const isUnspaced = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(word);
  return new RegExp(isUnspaced ? pattern : `(?<![\\p{L}\\p{N}])${pattern}`, 'iu');
}

function escaped(letter: string): string {
  return letter.replace(/[\\^$.*+?()[\]{}|/]/u, '\\$&');
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
