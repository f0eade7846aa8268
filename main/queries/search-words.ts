/** What a user typed into the search field, taken apart. */
export interface SearchWords {
  /** A query of FTS5 that is never a syntax error; null when every word needs the slow way, or there is none. */
  readonly match: string | null;
  /** Words of scripts without blanks between words: FTS5 finds them only at the beginning of a run. */
  readonly unspaced: readonly { readonly text: string; readonly match: string }[];
  /** All words and phrases as typed, to find the place to show. */
  readonly shown: readonly string[];
}

/** More words than anybody types; keeps a pasted page from becoming a query of thousands of terms. */
const MAX_WORDS = 16;
/** A phrase in quotes (straight or typographic, closed or not), or a run without blanks. */
const WORD = /["“”„«»]([^"“”„«»]*)(?:["“”„«»]|$)|[^\s"“”„«»]+/gu;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/**
 * Every word is a prefix, words in quotes are a phrase, and all of them must occur. Source: SQLite FTS5 3.1 (strings), 3.3 (prefixes).
 * Any text is fine: operators, quotes and column names of FTS5 lose their meaning inside a string.
 */
export function searchWords(text: string): SearchWords {
  const words = [...text.replaceAll('\0', ' ').matchAll(WORD)]
    .map(([whole, phrase]) => ({ text: (phrase ?? whole).trim(), isPhrase: phrase !== undefined }))
    .filter((word) => LETTER_OR_DIGIT.test(word.text))
    .slice(0, MAX_WORDS);
  const spaced = words.filter((word) => !UNSPACED.test(word.text));
  return {
    match: spaced.length === 0 ? null : spaced.map(toMatch).join(' AND '),
    unspaced: words
      .filter((word) => UNSPACED.test(word.text))
      .map((word) => ({ text: word.text, match: toMatch(word) })),
    shown: words.map((word) => word.text),
  };
}

function toMatch({ text, isPhrase }: { readonly text: string; readonly isPhrase: boolean }): string {
  const quoted = `"${text.replaceAll('"', '""')}"`;
  return isPhrase ? quoted : `${quoted} *`;
}
