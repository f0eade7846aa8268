import { createContext, useContext } from 'react';
import { markWords } from '../../../app/rules/mark-words.ts';

/** Words that were searched for, by the part of a row they were searched in. */
export type SearchedWords = Readonly<{ subject: readonly string[]; snippet: readonly string[] }>;

const NONE: SearchedWords = { subject: [], snippet: [] };
/** Above a list of answers; in every other list nothing is marked. */
export const SearchedWordsContext = createContext(NONE);

/** A text of a row with the searched words marked. */
export function Marked({ text, part }: Readonly<{ text: string; part: keyof SearchedWords }>) {
  const words = useContext(SearchedWordsContext)[part];
  if (words.length === 0) return text;
  let at = 0;
  return markWords(text, words).map((piece) => {
    const key = at;
    at += piece.text.length;
    return piece.isMarked ? <mark key={key}>{piece.text}</mark> : piece.text;
  });
}
