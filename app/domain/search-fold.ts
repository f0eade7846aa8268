/**
 * Text as search compares it. Index, query, ranking and marks all read text through these functions, so that what is found is what is
 * marked. Pure; throws nothing.
 */

/** Letters that Unicode does not take apart, and the plain letters people type for them. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'ss',
  œ: 'oe',
  Œ: 'oe',
  æ: 'ae',
  Æ: 'ae',
  ø: 'o',
  Ø: 'o',
  ł: 'l',
  Ł: 'l',
  đ: 'd',
  Đ: 'd',
  ı: 'i',
  þ: 'th',
  Þ: 'th',
};
const TO_PLAIN = new RegExp(`[${Object.keys(PLAIN).join('')}]`, 'gu');
const BEYOND_ASCII = /[^\0-\x7f]/u;
/** Every script that is written without blanks, kana among them, lies here: Thai is the first. */
const BEYOND_SPACED = /[^\0-\u0dff]/u;
const KATAKANA = /[\u30a1-\u30f6]/gu;
const KATAKANA_TO_HIRAGANA = 0x60;
/** Marks of Latin, Greek and Cyrillic letters. The marks of kana (U+3099, U+309A) make another letter and stay. */
const ACCENT = /[\u0300-\u036f]+/gu;

/**
 * Width, ligatures and kana brought to one form: half-width katakana and full-width Latin letters become the usual ones (NFKC),
 * katakana hiragana, ß ss, œ oe. Accents and case stay for the tokenizer.
 */
export function oneForm(text: string): string {
  if (!BEYOND_ASCII.test(text)) return text;
  const plain = text.normalize('NFKC').replace(TO_PLAIN, (letter) => PLAIN[letter] ?? letter);
  if (!BEYOND_SPACED.test(plain)) return plain;
  return plain.replace(KATAKANA, (kana) => String.fromCharCode(kana.charCodeAt(0) - KATAKANA_TO_HIRAGANA));
}

/** One form without accents and case: two texts are the same to search when these are. */
export function foldForSearch(text: string): string {
  if (!BEYOND_ASCII.test(text)) return text.toLowerCase();
  return oneForm(text).normalize('NFD').replace(ACCENT, '').normalize('NFC').toLowerCase();
}

const UMLAUT = /[äöü]/gu;
const SPELLED_OUT: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue' };
const HAS_UMLAUT = /[äöüÄÖÜ]|[aouAOU]\u0308/u;

/** How a word with umlauts is written where there are none on the keyboard: Möbel is Moebel; null for a word without. */
export function spelledOut(word: string): string | null {
  if (!HAS_UMLAUT.test(word)) return null;
  const lower = word.normalize('NFC').toLowerCase();
  return foldForSearch(lower.replace(UMLAUT, (letter) => SPELLED_OUT[letter] ?? letter));
}

/** Thousands with what five languages put between them: 18.400, 18,400, 18'400, 18 400. */
const GROUPED = /(?<![\p{L}\p{N}])\d{1,3}(?:[.,'’\s]\d{3})+(?![\p{L}\p{N}])/gu;
/** A number that could have them; no year of a date, number of an order or place behind a comma. */
const UNGROUPED = /(?<![\p{L}\p{N}.,:/_-])\d{4,15}(?![\p{L}\p{N}:/_-])/gu;
const BETWEEN_GROUPS = /(?<=\d)(?=(?:\d{3})+$)/gu;

/**
 * A text in all the ways people write it, the given one first: umlauts as two letters, numbers with and without blanks between thousands (the index
 * takes every such mark for a blank).
 */
export function waysToWrite(text: string): readonly string[] {
  const spelled = spelledOut(text);
  const together = text.replace(GROUPED, (number) => number.replace(/\D/gu, ''));
  const apart = text.replace(UNGROUPED, (number) => number.replace(BETWEEN_GROUPS, ' '));
  return [...new Set([text, spelled ?? text, together, apart])];
}

/** Letters of scripts that are written without blanks between words, and the sign that lengthens a kana vowel. */
const UNSPACED_CLASS =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\u30fc\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const UNSPACED_RUN = new RegExp(`[${UNSPACED_CLASS}]+`, 'gu');
const ENDS_UNSPACED = new RegExp(`[${UNSPACED_CLASS}]$`, 'u');

/**
 * Runs of an unspaced script taken apart into pairs of neighbours and the last letter alone: 見積書 becomes 見積 積書 書. The tokenizer
 * would take a whole sentence for one word; pairs are found by one look-up, and longer words as pairs in a row.
 */
export function inPairs(text: string): string {
  if (!BEYOND_SPACED.test(text)) return text;
  return text.replace(UNSPACED_RUN, (run) => ` ${pairsOf(run).join(' ')} `);
}

function pairsOf(run: string): readonly string[] {
  const letters = Array.from(run);
  return letters.map((letter, at) => letter + (letters[at + 1] ?? ''));
}

/** Whether a text ends in a script written without blanks, so that its last letter may be the first half of a pair. */
export function endsUnspaced(text: string): boolean {
  return ENDS_UNSPACED.test(text);
}

/** What the tokenizer of the index (unicode61) takes for one word, in text that is in pairs and folded. */
const TOKEN = /[\p{L}\p{N}\p{Co}]+/gu;

/** The words of a text as the index holds them. */
export function searchTokens(text: string): readonly string[] {
  return inPairs(foldForSearch(text)).match(TOKEN) ?? [];
}
