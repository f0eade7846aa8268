/** Text as people compare it when they look for something: without case, accents and width. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
}

/** The words a user typed, folded. */
export function foldedWords(text: string): readonly string[] {
  return folded(text)
    .split(/\s+/u)
    .filter((word) => word !== '');
}
