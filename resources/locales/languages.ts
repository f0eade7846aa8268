/** Which languages Mailpin speaks, and which of them a user gets. */

export const LANGUAGES = ['en', 'de', 'fr', 'it', 'ja'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language of a BCP 47 tag; null when Mailpin does not speak it or the tag is none. */
export function languageOf(tag: string): Language | null {
  const locale = localeOf(tag);
  return LANGUAGES.find((language) => language === locale?.language) ?? null;
}

/**
 * The first wanted locale whose language Mailpin speaks, with its region, which numbers and dates follow. English when there is none.
 *
 * @param wanted BCP 47 tags, best first; what is no tag is passed over
 */
export function pickLocale(wanted: readonly string[]): string {
  const spoken = wanted.find((tag) => languageOf(tag) !== null);
  return spoken === undefined ? 'en' : String(localeOf(spoken));
}

/**
 * Locales a program in a terminal is asked for: `MAILPIN_LANG` first, then as gettext reads the environment. `C` and `POSIX` are
 * the locale without a language, for which a list of languages does not count either.
 * Source: POSIX.1-2017 8.2 (LC_ALL, LC_MESSAGES, LANG); GNU gettext manual 2.3.3 (LANGUAGE).
 *
 * @returns BCP 47 tags, best first
 */
export function localesOfEnvironment(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const own = env['MAILPIN_LANG'] ?? '';
  const category = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((value) => (value ?? '') !== '') ?? '';
  const isWithoutLanguage = category === '' || /^(?:C|POSIX)(?:\.|$)/.test(category);
  const listed = isWithoutLanguage ? [] : (env['LANGUAGE'] ?? '').split(':');
  return [own, ...listed, isWithoutLanguage ? '' : category].filter((name) => name !== '').map(tagOfPosixName);
}

/** `de_AT.UTF-8@euro` is `de-AT`. */
function tagOfPosixName(name: string): string {
  return name.replace(/[.@].*$/, '').replaceAll('_', '-');
}

function localeOf(tag: string): Intl.Locale | null {
  try {
    return new Intl.Locale(tag);
  } catch (error) {
    // A tag nobody can read asks for nothing.
    if (error instanceof RangeError) return null;
    throw error;
  }
}
