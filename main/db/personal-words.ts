import type { CanonicalAddress, UnixMs } from '../../app/domain/ids.ts';
import { WORD_LANGUAGES, type PersonalLists, type PersonalWord } from '../../app/domain/personal.ts';
import { DEFAULT_PERSONAL_WORDS } from '../../app/rules/default-personal-words.ts';
import { comparedWord } from '../../app/rules/personal-sign.ts';
import { all, run, sql, type ReadDb, type WriteDb } from './sql.ts';

/** Stands in the column `language` for an address. */
const ADDRESS = 'address';

export interface ListedWord extends PersonalWord {
  readonly isDefault: boolean;
  readonly isOn: boolean;
}

export interface WordEdit {
  /** A language, or `address`. */
  readonly language: string;
  readonly word: string;
  readonly is_added: number;
  readonly changed_at: UnixMs;
}

/** Every word that came with Mailpin or was added, by language and word. */
export function listedWords(db: ReadDb): readonly ListedWord[] {
  const rows = wordEdits(db);
  const edits = new Map(rows.map((row) => [`${row.language} ${row.word}`, row.is_added === 1]));
  return WORD_LANGUAGES.flatMap((language) => {
    const defaults = new Set(DEFAULT_PERSONAL_WORDS[language].map(comparedWord));
    const added = rows.filter((row) => row.language === language && row.is_added === 1);
    return [...new Set([...defaults, ...added.map(({ word }) => word)])]
      .sort((one, other) => one.localeCompare(other, language))
      .map((word) => ({
        language,
        word,
        isDefault: defaults.has(word),
        isOn: edits.get(`${language} ${word}`) ?? true,
      }));
  });
}

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
export function putWord(db: WriteDb, { language, word }: PersonalWord, isOn: boolean, at: UnixMs): void {
  putWordEdit(db, { language, word, is_added: isOn ? 1 : 0, changed_at: at });
}

export function putPrivateAddress(db: WriteDb, address: CanonicalAddress, isOn: boolean, at: UnixMs): void {
  putWordEdit(db, { language: ADDRESS, word: address, is_added: isOn ? 1 : 0, changed_at: at });
}

export function putWordEdit(db: WriteDb, edit: WordEdit): void {
  run(
    db,
    sql`
    INSERT INTO personal_word (language, word, is_added, changed_at)
    VALUES (${edit.language}, ${edit.word}, ${edit.is_added}, ${edit.changed_at})
    ON CONFLICT (language, word) DO UPDATE SET is_added = excluded.is_added, changed_at = excluded.changed_at`,
  );
}

/** What the user changed about the lists, as it is stored. */
export function wordEdits(db: ReadDb): readonly WordEdit[] {
  return all<WordEdit>(db, sql`SELECT language, word, is_added, changed_at FROM personal_word ORDER BY language, word`);
}
