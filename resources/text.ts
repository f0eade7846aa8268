/** The words of Mailpin for programs without React: the command line, the shell, notices. */
import { createIntl, createIntlCache } from '@formatjs/intl';
import de from './locales/de/catalogue.ts';
import ENGLISH from './locales/en/catalogue.ts';
import fr from './locales/fr/catalogue.ts';
import it from './locales/it/catalogue.ts';
import ja from './locales/ja/catalogue.ts';
import { pickLocale, languageOf, type Language } from './locales/languages.ts';

/** Every catalogue of the source language; the other languages have the same keys. */
export { ENGLISH };

export type TextKey = keyof typeof ENGLISH;
export type TextValues = Readonly<Record<string, string | number>>;

export interface Text {
  /** BCP 47. */
  readonly locale: string;
  /** A sentence with its values put in. Throws when a value is missing: words never reach a person half made. */
  readonly format: (key: TextKey, values?: TextValues) => string;
}

/** The words of each language; what a catalogue has no words for yet is said in English. */
const WORDS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: ENGLISH,
  de: { ...ENGLISH, ...de },
  fr: { ...ENGLISH, ...fr },
  it: { ...ENGLISH, ...it },
  ja: { ...ENGLISH, ...ja },
};

/** Words for the first of these locales whose language Mailpin speaks; numbers, dates and plurals follow its region. */
export function textFor(...wanted: readonly string[]): Text {
  const locale = pickLocale(wanted);
  const messages = { ...WORDS[languageOf(locale) ?? 'en'] };
  const intl = createIntl({ locale, messages, onError: rethrow }, createIntlCache());
  return { locale, format: (id, values) => intl.formatMessage({ id }, { ...values }) };
}

/** Whether a key, for example one made from a code at run time, is in the catalogues. */
export function isTextKey(key: string): key is TextKey {
  return Object.hasOwn(ENGLISH, key);
}

function rethrow(error: unknown): never {
  throw error;
}
