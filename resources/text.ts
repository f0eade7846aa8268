/** The words of Mailpin for programs without React: the command line, the shell, notices. */
import { createIntl, createIntlCache } from '@formatjs/intl';
import cli from './locales/en/cli.json';
import errors from './locales/en/errors.json';
import shell from './locales/en/shell.json';
import why from './locales/en/why.json';
import window from './locales/en/window.json';

/** Every catalogue of the source language; the languages to come have the same keys. */
export const ENGLISH = { ...errors, ...why, ...cli, ...shell, ...window };

export type TextKey = keyof typeof ENGLISH;
export type TextValues = Readonly<Record<string, string | number>>;

export interface Text {
  /** BCP 47. */
  readonly locale: string;
  /** A sentence with its values put in. Throws when a value is missing: words never reach a person half made. */
  readonly format: (key: TextKey, values?: TextValues) => string;
}

/** Words for a locale; numbers and plurals follow it, the sentences are English until the other catalogues exist. */
export function textFor(locale: string): Text {
  const intl = createIntl({ locale, messages: ENGLISH, onError: rethrow }, createIntlCache());
  return { locale, format: (id, values) => intl.formatMessage({ id }, { ...values }) };
}

/** Whether a key, for example one made from a code at run time, is in the catalogues. */
export function isTextKey(key: string): key is TextKey {
  return Object.hasOwn(ENGLISH, key);
}

function rethrow(error: unknown): never {
  throw error;
}
