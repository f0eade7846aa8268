/** A value as a shell takes it for one word: addresses and ids may hold nearly anything. */
export function shellWord(word: string): string {
  return /^[\w@.+=:/-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
