/** The catalogues of the window. Keys are checked by the compiler: a text that is missing does not build. */
import deErrors from '../../resources/locales/de/errors.json';
import deWhy from '../../resources/locales/de/why.json';
import deWords from '../../resources/locales/de/window.json';
import crm from '../../resources/locales/en/crm.json';
import errors from '../../resources/locales/en/errors.json';
import why from '../../resources/locales/en/why.json';
import words from '../../resources/locales/en/window.json';
import frErrors from '../../resources/locales/fr/errors.json';
import frWhy from '../../resources/locales/fr/why.json';
import frWords from '../../resources/locales/fr/window.json';
import itErrors from '../../resources/locales/it/errors.json';
import itWhy from '../../resources/locales/it/why.json';
import itWords from '../../resources/locales/it/window.json';
import jaErrors from '../../resources/locales/ja/errors.json';
import jaWhy from '../../resources/locales/ja/why.json';
import jaWords from '../../resources/locales/ja/window.json';
import { languageOf, type Language } from '../../resources/locales/languages.ts';

type WithoutPrefix<Key> = Key extends `window.${infer Rest}` ? Rest : never;
/** A key of `window.json`, without the `window.` that sets it apart from the other catalogues. */
export type TextKey = WithoutPrefix<keyof typeof words>;
type Messages = Readonly<Record<string, string>>;

const ENGLISH: Messages = { ...errors, ...why, ...crm, ...words };

/** What a catalogue has no words for yet is said in English. */
const MESSAGES: Readonly<Record<Language, Messages>> = {
  en: ENGLISH,
  de: { ...ENGLISH, ...deErrors, ...deWhy, ...deWords },
  fr: { ...ENGLISH, ...frErrors, ...frWhy, ...frWords },
  it: { ...ENGLISH, ...itErrors, ...itWhy, ...itWords },
  ja: { ...ENGLISH, ...jaErrors, ...jaWhy, ...jaWords },
};

/** Everything the window can say in the language of a locale, by full key. */
export function messagesFor(locale: string): Messages {
  return MESSAGES[languageOf(locale) ?? 'en'];
}
