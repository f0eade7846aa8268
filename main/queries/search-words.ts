import { searchText } from '../db/search-text.ts';

/** What a user typed into the search field, taken apart. */
export interface SearchWords {
  /** A query of FTS5 that is never a syntax error; null when there is no word to look for. */
  readonly match: string | null;
  /** Words and phrases as typed, to find the place to show. */
  readonly shown: readonly string[];
}

interface Word {
  readonly text: string;
  readonly isPhrase: boolean;
}

/** More words than anybody types; keeps a pasted page from becoming a query of thousands of terms. */
const MAX_WORDS = 16;
/** A phrase in quotes (straight or typographic, closed or not), or a run without blanks. */
const WORD = /["“”„«»]([^"“”„«»]*)(?:["“”„«»]|$)|[^\s"“”„«»]+/gu;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/**
 * Every word is a prefix, words in quotes are a phrase, and all of them must occur. Source: SQLite FTS5 3.1 (strings), 3.3 (prefixes).
 * Any text is fine: operators, quotes and column names of FTS5 lose their meaning inside a string.
 */
export function searchWords(text: string): SearchWords {
  const words = [...text.replaceAll('\0', ' ').matchAll(WORD)]
    .map(([whole, phrase]): Word => ({ text: (phrase ?? whole).trim(), isPhrase: phrase !== undefined }))
    .filter((word) => LETTER_OR_DIGIT.test(word.text))
    .slice(0, MAX_WORDS);
  return {
    match: words.length === 0 ? null : words.map(toMatch).join(' AND '),
    shown: words.map((word) => word.text),
  };
}

function toMatch({ text, isPhrase }: Word): string {
  const quoted = `"${searchText(text).replaceAll('"', '""')}"`;
  return isPhrase ? quoted : `${quoted} *`;
}
