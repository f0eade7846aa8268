import { expect, test } from 'vitest';
import { languageOf, localesOfEnvironment, pickLocale } from './languages.ts';

test.each([
  [['de-AT', 'en'], 'de-AT'],
  [['nl-NL', 'fr-CA', 'en'], 'fr-CA'],
  [['ja'], 'ja'],
  [['it-CH'], 'it-CH'],
  [['nl', 'sv'], 'en'],
  [['not a tag', '', 'it'], 'it'],
  [['DE-de'], 'de-DE'],
  [[], 'en'],
])('who wants %j is spoken to in %s', (wanted, locale) => {
  expect(pickLocale(wanted)).toBe(locale);
});

test.each([
  [{ LANG: 'de_DE.UTF-8' }, 'de-DE'],
  [{ LANG: 'de_DE.UTF-8', LC_MESSAGES: 'fr_FR.UTF-8' }, 'fr-FR'],
  [{ LANG: 'de_DE.UTF-8', LC_MESSAGES: 'fr_FR.UTF-8', LC_ALL: 'it_IT@euro' }, 'it-IT'],
  [{ LANG: 'de_DE.UTF-8', LC_ALL: '' }, 'de-DE'],
  [{ LANG: 'ja_JP.eucJP' }, 'ja-JP'],
  [{ LANG: 'de_DE.UTF-8', MAILPIN_LANG: 'fr' }, 'fr'],
  [{ LANG: 'C.UTF-8', MAILPIN_LANG: 'ja-JP' }, 'ja-JP'],
  [{ LANG: 'nl_NL.UTF-8', LANGUAGE: 'nl:fr:de' }, 'fr'],
  [{ LANG: 'C', LANGUAGE: 'de' }, 'en'],
  [{ LANG: 'POSIX' }, 'en'],
  [{ LANG: 'de_DE.UTF-8', LC_ALL: 'C' }, 'en'],
  [{ MAILPIN_LANG: 'klingon' }, 'en'],
  [{ LANG: '%$§' }, 'en'],
  [{}, 'en'],
])('an environment of %j means %s', (env, locale) => {
  expect(pickLocale(localesOfEnvironment(env))).toBe(locale);
});

test('a language Mailpin does not speak, and a tag that is none, are null', () => {
  expect(languageOf('fr-CH')).toBe('fr');
  expect(languageOf('nl')).toBeNull();
  expect(languageOf('%')).toBeNull();
});
