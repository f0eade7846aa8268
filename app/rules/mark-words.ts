import { endsUnspaced, foldForSearch, spelledOut, waysToWrite } from '../domain/search-fold.ts';

/** A piece of a text as it stands; pieces in a row are the whole text. */
export interface MarkedPiece {
  readonly text: string;
  readonly isMarked: boolean;
}

/** A letter with the marks that belong to it, those of half-width kana included, from the place it is looked for at. */
const LETTER = /\P{M}[\p{M}\uff9e\uff9f]*/uy;
const ASCII = /^[\0-\x7f]*$/u;
const FIRST_BEYOND_ASCII = 0x80;
/** Combining grave accent: all marks come from here on. */
const FIRST_MARK = 0x300;

const WORD = /[\p{L}\p{N}\p{Co}]+/gu;

/**
 * Where the words of a search stand in a text, read as the index reads it: without case and accents, in any width and kana, umlauts as one
 * letter or two, numbers with and without marks between thousands, only at the beginning of a word. Pure; throws nothing.
 */
export function markWords(text: string, words: readonly string[]): readonly MarkedPiece[] {
  const wanted = words.flatMap(waysToWrite).map((way) => foldForSearch(way).match(WORD) ?? []);
  const isMarked = new Uint8Array(text.length);
  const spelling = (letter: string): string => spelledOut(letter) ?? foldForSearch(letter);
  for (const fold of spelledOut(text) === null ? [foldForSearch] : [foldForSearch, spelling]) {
    const { folded, starts } = readLetters(text, fold);
    const places = [...folded.matchAll(WORD)].map(({ index, 0: word }) => ({ index, word }));
    for (const one of wanted) {
      for (const [from, until] of rangesOf(places, one))
        isMarked.fill(1, starts?.[from] ?? from, starts?.[until] ?? until);
    }
  }
  return piecesOf(text, isMarked);
}

interface Place {
  readonly index: number;
  readonly word: string;
}

/** Where words stand in a row, the last of them perhaps only begun; in and behind a script without blanks, words begin anywhere. */
function rangesOf(places: readonly Place[], words: readonly string[]): readonly (readonly [number, number])[] {
  const [first, ...rest] = words;
  if (first === undefined) return [];
  const isUnspaced = endsUnspaced(first.charAt(0));
  return places.flatMap(({ index, word }, at) => {
    const offset = word.indexOf(first);
    const isHere = offset === 0 || (offset > 0 && (isUnspaced || endsUnspaced(word.slice(0, offset))));
    if (!isHere || (rest.length > 0 && offset + first.length < word.length)) return [];
    const next = places.slice(at + 1, at + words.length);
    const isInRow = rest.every((wanted, turn) =>
      turn < rest.length - 1 ? next[turn]?.word === wanted : next[turn]?.word.startsWith(wanted),
    );
    const last = next.at(-1);
    const until = last === undefined ? index + offset + first.length : last.index + (rest.at(-1)?.length ?? 0);
    return isInRow ? [[index + offset, until]] : [];
  });
}

/** The folded text, and for each of its units where the letter that it comes from begins; null where every unit is a letter. */
function readLetters(
  text: string,
  fold: (letter: string) => string,
): { readonly folded: string; readonly starts: readonly number[] | null } {
  if (ASCII.test(text)) return { folded: text.toLowerCase(), starts: null };
  let folded = '';
  const starts: number[] = [];
  const known = new Map<string, string>();
  const foldOnce = (letter: string): string => {
    const form = known.get(letter) ?? fold(letter);
    known.set(letter, form);
    return form;
  };
  for (let at = 0; at < text.length;) {
    // Most letters are plain, and this is most of the work.
    const isPlain = text.charCodeAt(at) < FIRST_BEYOND_ASCII && !(text.charCodeAt(at + 1) >= FIRST_MARK);
    LETTER.lastIndex = at;
    const letter = isPlain ? text.charAt(at) : LETTER.exec(text)?.[0];
    // A mark that belongs to no letter is no letter.
    const form = letter === undefined ? '' : isPlain ? letter.toLowerCase() : foldOnce(letter);
    folded += form;
    for (let unit = 0; unit < form.length; unit += 1) starts.push(at);
    at += letter?.length ?? 1;
  }
  return { folded, starts: [...starts, text.length] };
}

function piecesOf(text: string, isMarked: Uint8Array): readonly MarkedPiece[] {
  const pieces: MarkedPiece[] = [];
  for (let from = 0; from < text.length;) {
    let until = from + 1;
    while (until < text.length && isMarked[until] === isMarked[from]) until += 1;
    pieces.push({ text: text.slice(from, until), isMarked: isMarked[from] === 1 });
    from = until;
  }
  return pieces;
}
