import { createContext, useContext } from 'react';
import { markWords, type MarkedPiece } from '../../../app/rules/mark-words.ts';

/** Words that were searched for, by the part of a row they were searched in. */
export type SearchedWords = Readonly<{ subject: readonly string[]; snippet: readonly string[] }>;

const NONE: SearchedWords = { subject: [], snippet: [] };
/** Above a list of answers; in every other list nothing is marked. */
export const SearchedWordsContext = createContext(NONE);

/** A text of a row with the searched words marked. */
export function Marked({ text, part }: Readonly<{ text: string; part: keyof SearchedWords }>) {
  const words = useContext(SearchedWordsContext)[part];
  if (words.length === 0) return text;
  const pieces = markWords(text, words);
  let at = 0;
  return (part === 'snippet' ? beginNearHit(pieces) : pieces).map((piece) => {
    const key = at;
    at += piece.text.length;
    return piece.isMarked ? <mark key={key}>{piece.text}</mark> : piece.text;
  });
}

/** Characters left of what stands before the first hit of a row: the hit itself has to be seen, however narrow the row. */
const LEAD = 12;

function beginNearHit(pieces: readonly MarkedPiece[]): readonly MarkedPiece[] {
  const [first, ...others] = pieces;
  if (first === undefined || first.isMarked || others.length === 0 || first.text.length <= LEAD) return pieces;
  const tail = first.text.slice(-LEAD);
  return [{ text: `… ${tail.slice(tail.indexOf(' ') + 1)}`, isMarked: false }, ...others];
}
