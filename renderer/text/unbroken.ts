/** The hyphen a line is not broken at (Unicode 14, class GL), in place of one it may be broken at. */
const UNBREAKABLE = '\u2011';

/** Words of which neither half can stand alone at the end of a line, written so that they never do: *e-mail* in French. */
export function unbroken(messages: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(messages).map(([key, words]) => [key, words.replace(/\b(e)-(?=mail)/gi, `$1${UNBREAKABLE}`)]),
  );
}
