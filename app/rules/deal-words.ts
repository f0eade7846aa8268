/** Shortest word of a deal's name that says something when it occurs in a mail. */
const MIN_WORD_LENGTH = 4;
const MIN_NUMBER_LENGTH = 3;
/** Scripts written without blanks: a name is looked for inside the text, not among its words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** A word of a deal's name that stands in a text; offer numbers say more than words. */
export interface FoundWord {
  readonly word: string;
  readonly isNumber: boolean;
}

/**
 * Finds the words of several deals' names in one text. Words that all the names have in common, such as the customer's,
 * tell nothing and are left out.
 *
 * @returns for each name, in their order, the words found, each once, in the order of the name
 */
export function dealWordsIn(text: string, names: readonly string[]): readonly (readonly FoundWord[])[] {
  const haystack = folded(text);
  const textWords = new Set(wordsOf(haystack));
  const nameWords = names.map((name) => [...new Set(wordsOf(folded(name)))].filter(isTelling));
  const isShared = (word: string) => names.length > 1 && nameWords.every((words) => words.includes(word));
  const stands = (word: string) => textWords.has(word) || (UNSPACED.test(word) && haystack.includes(word));
  return nameWords.map((words) =>
    words.filter((word) => stands(word) && !isShared(word)).map((word) => ({ word, isNumber: hasDigit(word) })),
  );
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

function wordsOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

function isTelling(word: string): boolean {
  if (hasDigit(word)) return word.length >= MIN_NUMBER_LENGTH;
  return word.length >= MIN_WORD_LENGTH || (UNSPACED.test(word) && word.length >= 2);
}

function hasDigit(word: string): boolean {
  return /\p{N}/u.test(word);
}
