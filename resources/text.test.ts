import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createIntl, createIntlCache } from '@formatjs/intl';
import { expect, test } from 'vitest';
import { ERROR_POLICY, type ErrorCode } from '../app/errors.ts';
import { errorWords, type WordedCode } from './locales/error-words.ts';
import { LANGUAGES, type Language } from './locales/languages.ts';
import { ENGLISH, isTextKey, textFor } from './text.ts';

const LOCALES = join(import.meta.dirname, 'locales');
const text = textFor('en');
const codes = Object.keys(ERROR_POLICY) as ErrorCode[];

/** The names of the values a message asks for, at any depth. */
function valuesIn(message: string, locale = 'en'): ReadonlySet<string> {
  const { formatters } = createIntl({ locale, messages: {} }, createIntlCache());
  const names = new Set<string>();
  JSON.stringify(formatters.getMessageFormat(message, locale).getAst(), (_key, node: unknown) => {
    const isArgument = typeof node === 'object' && node !== null && 'type' in node && 'value' in node;
    if (isArgument && node.type !== 0 && typeof node.value === 'string') names.add(node.value);
    return node;
  });
  return names;
}

/** Key and words of every catalogue in the folder of a language. */
function entriesOf(language: Language): readonly (readonly [string, string])[] {
  const folder = join(LOCALES, language);
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return files.flatMap((file) => Object.entries(JSON.parse(readFileSync(join(folder, file), 'utf8')) as object));
}

test('every catalogue of the folder is merged, and no key is in two of them', () => {
  const keys = entriesOf('en').map(([key]) => key);
  expect(keys.toSorted()).toEqual(Object.keys(ENGLISH).toSorted());
});

const translated = LANGUAGES.filter((language) => language !== 'en');

test.each(translated)('in %s a message asks for the values its English asks for, and can be read', (language) => {
  const english = new Map<string, string>(Object.entries(ENGLISH));
  for (const [key, words] of entriesOf(language)) {
    const wanted = valuesIn(english.get(key) ?? '');
    expect({ key, values: [...valuesIn(words, language)].sort() }).toEqual({ key, values: [...wanted].sort() });
  }
});

test.each(Object.entries(ENGLISH))('%s is a message that can be read', (_key, message: string) => {
  expect(() => valuesIn(message)).not.toThrow();
});

test('every error code has its words, and no words are left over from a code that is gone', () => {
  const expected = codes.flatMap((code) => [`error.${code}.what`, `error.${code}.next`]);
  const found = Object.keys(ENGLISH).filter((key) => key.startsWith('error.') && !key.startsWith('error.unnamed.'));
  expect(found.toSorted()).toEqual(expected.toSorted());
});

test.each(codes)('%s makes whole sentences even when the error carries no details', (code) => {
  // The assignment is the check: a code that has no words in the catalogue does not compile here.
  const worded: WordedCode = code;
  const { what, next } = errorWords(text.format, { code: worded, details: {} });
  for (const words of [what, next]) {
    expect(words).not.toMatch(/[{}]|undefined/);
    expect(words).not.toMatch(/!|oops|sorry/i);
  }
  expect(what).toMatch(/\.$/);
});

test('the details of an error are in its words', () => {
  const { what } = errorWords(text.format, { code: 'imap.unreachable', details: { host: 'mail.example', port: 993 } });
  expect(what).toBe('The mail server mail.example cannot be reached on port 993.');
});

test('every stand-in belongs to a value that some error uses', () => {
  const used = new Set(
    codes.flatMap((code) => [...valuesIn(ENGLISH[`error.${code}.what`]), ...valuesIn(ENGLISH[`error.${code}.next`])]),
  );
  const standIns = Object.keys(ENGLISH).flatMap((key) => /^error\.unnamed\.(.+)$/.exec(key)?.slice(1) ?? []);
  expect(standIns.toSorted()).toEqual([...used].toSorted());
});

test('every hint of the command line belongs to an error', () => {
  const hinted = Object.keys(ENGLISH).flatMap((key) => /^cli\.(?:[\w-]+\.)?hint\.(.+)$/.exec(key)?.slice(1) ?? []);
  expect(hinted.filter((code) => !Object.hasOwn(ERROR_POLICY, code))).toEqual([]);
});

test('a missing value or an unknown key is a failure, never half a sentence', () => {
  expect(() => text.format('error.imap.unreachable.what')).toThrow();
  expect(isTextKey('error.imap.unreachable.what')).toBe(true);
  expect(isTextKey('toString')).toBe(false);
});
