import type { CanonicalAddress, UnixMs } from '../../app/domain/ids.ts';
import { WORD_LANGUAGES, type PersonalLists, type PersonalWord, type WordLanguage } from '../../app/domain/personal.ts';
import { DEFAULT_PERSONAL_WORDS } from '../../app/rules/default-personal-words.ts';
import { comparedWord } from '../../app/rules/personal-sign.ts';
import { all, run, sql, type ReadDb, type WriteDb } from './sql.ts';

/** Stands in the column `language` for an address. */
const ADDRESS = 'address';

export interface ListedWord extends PersonalWord {
  /** As the user wrote it, or as it came with Mailpin. */
  readonly written: string;
  readonly isDefault: boolean;
  readonly isOn: boolean;
}

export interface WordEdit {
  /** A language, or `address`. */
  readonly language: string;
  readonly word: string;
  readonly is_added: number;
  readonly changed_at: UnixMs;
  /** Null: nobody wrote it otherwise than it is compared. */
  readonly written: string | null;
}

/** Every word that came with Mailpin or was added, by language and word. */
export function listedWords(db: ReadDb): readonly ListedWord[] {
  const rows = wordEdits(db);
  const edits = new Map(rows.map((row) => [`${row.language} ${row.word}`, row]));
  return WORD_LANGUAGES.flatMap((language) => {
    const defaults = defaultWords(language);
    const added = rows.filter((row) => row.language === language && row.is_added === 1);
    return [...new Set([...defaults.keys(), ...added.map(({ word }) => word)])]
      .map((word) => {
        const edit = edits.get(`${language} ${word}`);
        const written = edit?.written ?? defaults.get(word) ?? word;
        return {
          language,
          word,
          written,
          isDefault: defaults.has(word),
          isOn: edit === undefined || edit.is_added === 1,
        };
      })
      .sort((one, other) => one.written.localeCompare(other.written, language));
  });
}

/** Words that came with Mailpin, as they are compared, each with how it is written. */
function defaultWords(language: WordLanguage): ReadonlyMap<string, string> {
  return new Map(DEFAULT_PERSONAL_WORDS[language].map((written) => [comparedWord(written), written]));
}

/** Whether a word or address holds mail back as long as the user says nothing of it. */
export function holdsByDefault({ language, word }: HoldKey): boolean {
  return WORD_LANGUAGES.some((known) => known === language && defaultWords(known).has(word));
}

/** A word as it is compared, or an address. */
export type HoldKey = Pick<WordEdit, 'language' | 'word'>;

export function privateAddresses(db: ReadDb): readonly CanonicalAddress[] {
  return wordEdits(db)
    .filter((row) => row.language === ADDRESS && row.is_added === 1)
    .map((row) => row.word as CanonicalAddress);
}

/** What mail is held back for. */
export function personalLists(db: ReadDb): PersonalLists {
  const words = listedWords(db).filter(({ isOn }) => isOn);
  return { words: words.map(({ language, word }) => ({ language, word })), addresses: privateAddresses(db) };
}

/** Puts a word on the list, or takes it off. The row stays in both cases: it says when, for other computers. */
export function putWordEdit(db: WriteDb, edit: WordEdit): void {
  run(
    db,
    sql`
    INSERT INTO personal_word (language, word, is_added, changed_at, written)
    VALUES (${edit.language}, ${edit.word}, ${edit.is_added}, ${edit.changed_at}, ${edit.written})
    ON CONFLICT (language, word) DO UPDATE
       SET is_added = excluded.is_added, changed_at = excluded.changed_at, written = coalesce(excluded.written, written)`,
  );
}

/** As if the user had never said anything of the word. */
export function deleteWordEdit(db: WriteDb, { language, word }: HoldKey): void {
  run(db, sql`DELETE FROM personal_word WHERE language = ${language} AND word = ${word}`);
}

/** What the user said last of a word or address; null for nothing. */
export function wordEdit(db: ReadDb, { language, word }: HoldKey): WordEdit | null {
  return wordEdits(db).find((edit) => edit.language === language && edit.word === word) ?? null;
}

/** The key of an address whose mail waits in any case. */
export function addressHold(address: CanonicalAddress): HoldKey {
  return { language: ADDRESS, word: address };
}

/** What the user changed about the lists, as it is stored. */
export function wordEdits(db: ReadDb): readonly WordEdit[] {
  return all<WordEdit>(
    db,
    sql`SELECT language, word, is_added, changed_at, written FROM personal_word ORDER BY language, word`,
  );
}
