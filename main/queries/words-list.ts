import type { PersonalWordsView } from '../../app/contract/decision-views.ts';
import { listedWords, privateAddresses } from '../db/personal-words.ts';
import type { ReadDb } from '../db/sql.ts';

/** The words and addresses that hold mail back; words that came with Mailpin stay listed when they are off. */
export function wordsList(db: ReadDb): PersonalWordsView {
  const words = listedWords(db).map(({ language, written, isDefault, isOn }) => ({
    language,
    word: written,
    isDefault,
    isOn,
  }));
  return { words, addresses: privateAddresses(db) };
}
