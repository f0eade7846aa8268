/** The catalogues of the window. Keys are checked by the compiler: a text that is missing does not build. */
import errors from '../../resources/locales/en/errors.json';
import why from '../../resources/locales/en/why.json';
import words from '../../resources/locales/en/window.json';

type WithoutPrefix<Key> = Key extends `window.${infer Rest}` ? Rest : never;
/** A key of `window.json`, without the `window.` that sets it apart from the other catalogues. */
export type TextKey = WithoutPrefix<keyof typeof words>;

/** Everything the window can say, by full key. */
export const MESSAGES: Readonly<Record<string, string>> = { ...errors, ...why, ...words };

/** Languages there are catalogues for; numbers and dates follow the user's region within the language. */
const LANGUAGES = ['en'];

/** The user's first locale whose language has a catalogue, with its region. */
export function pickLocale(wanted: readonly string[]): string {
  return wanted.find((tag) => LANGUAGES.includes(new Intl.Locale(tag).language)) ?? 'en';
}
