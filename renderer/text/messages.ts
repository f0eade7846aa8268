/** The catalogues of the window. Keys are checked by the compiler: a text that is missing does not build. */
import deCarry from '../../resources/locales/de/carry.json';
import deCrm from '../../resources/locales/de/crm.json';
import deErrors from '../../resources/locales/de/errors.json';
import deWhy from '../../resources/locales/de/why.json';
import deWords from '../../resources/locales/de/window.json';
import carry from '../../resources/locales/en/carry.json';
import crm from '../../resources/locales/en/crm.json';
import errors from '../../resources/locales/en/errors.json';
import why from '../../resources/locales/en/why.json';
import words from '../../resources/locales/en/window.json';
import frCarry from '../../resources/locales/fr/carry.json';
import frCrm from '../../resources/locales/fr/crm.json';
import frErrors from '../../resources/locales/fr/errors.json';
import frWhy from '../../resources/locales/fr/why.json';
import frWords from '../../resources/locales/fr/window.json';
import itCarry from '../../resources/locales/it/carry.json';
import itCrm from '../../resources/locales/it/crm.json';
import itErrors from '../../resources/locales/it/errors.json';
import itWhy from '../../resources/locales/it/why.json';
import itWords from '../../resources/locales/it/window.json';
import jaCarry from '../../resources/locales/ja/carry.json';
import jaCrm from '../../resources/locales/ja/crm.json';
import jaErrors from '../../resources/locales/ja/errors.json';
import jaWhy from '../../resources/locales/ja/why.json';
import jaWords from '../../resources/locales/ja/window.json';
import { languageOf, type Language } from '../../resources/locales/languages.ts';
import { unbroken } from './unbroken.ts';

type WithoutPrefix<Key> = Key extends `window.${infer Rest}` ? Rest : never;
/** A key of `window.json`, without the `window.` that sets it apart from the other catalogues. */
export type TextKey = WithoutPrefix<keyof typeof words>;
type Messages = Readonly<Record<string, string>>;

const ENGLISH: Messages = { ...errors, ...why, ...crm, ...carry, ...words };

/** What a catalogue has no words for yet is said in English. */
const MESSAGES: Readonly<Record<Language, Messages>> = {
  en: ENGLISH,
  de: unbroken({ ...ENGLISH, ...deErrors, ...deWhy, ...deCrm, ...deCarry, ...deWords }),
  fr: unbroken({ ...ENGLISH, ...frErrors, ...frWhy, ...frCrm, ...frCarry, ...frWords }),
  it: unbroken({ ...ENGLISH, ...itErrors, ...itWhy, ...itCrm, ...itCarry, ...itWords }),
  ja: { ...ENGLISH, ...jaErrors, ...jaWhy, ...jaCrm, ...jaCarry, ...jaWords },
};

/** Everything the window can say in the language of a locale, by full key. */
export function messagesFor(locale: string): Messages {
  return MESSAGES[languageOf(locale) ?? 'en'];
}
