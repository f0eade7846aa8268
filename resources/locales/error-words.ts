/** An error in words: what happened, and what can be done about it. Shared by the page, the shell and the command line. */
import errors from './en/errors.json' with { type: 'json' };

export type ErrorTextKey = keyof typeof errors;
type CodeOf<Key> = Key extends `error.${infer Code}.what` ? Code : never;
/** Codes that have words; `app/errors.ts` has the same list, and a test holds the two together. */
export type WordedCode = CodeOf<ErrorTextKey>;

type Values = Readonly<Record<string, string | number>>;

export interface ErrorWords {
  readonly what: string;
  readonly next: string;
}

const STAND_IN = /^error\.unnamed\.(?<value>.+)$/;

/**
 * The words of an error. A value that the error does not carry is replaced by a neutral word (`error.unnamed.*`), so that
 * a failure deep inside still makes a whole sentence.
 *
 * @param format looks a key up in the catalogue of the user's language
 */
export function errorWords(
  format: (key: ErrorTextKey, values: Values) => string,
  error: { readonly code: WordedCode; readonly details: Values },
): ErrorWords {
  const values: Record<string, string | number> = {};
  for (const key of Object.keys(errors).filter(isErrorKey)) {
    const value = STAND_IN.exec(key)?.groups?.['value'];
    if (value !== undefined) values[value] = format(key, {});
  }
  Object.assign(values, error.details);
  return { what: format(`error.${error.code}.what`, values), next: format(`error.${error.code}.next`, values) };
}

function isErrorKey(key: string): key is ErrorTextKey {
  return Object.hasOwn(errors, key);
}
