import type { Context } from './command.ts';

/** One of a few words. Throws input.usage with the words that are possible. */
export function oneOf<const Words extends readonly string[]>(
  context: Pick<Context, 'usage'>,
  option: string,
  words: Words,
  typed: string,
): Words[number] {
  const found = words.find((word) => word === typed);
  if (found !== undefined) return found;
  throw context.usage('cli.usage.one-of', { option, choices: words.join(', '), given: typed });
}

/** Everything there is: what a program reads is never cut off unasked. */
const ALL = 100_000;
const FOR_PEOPLE = 50;

/** How many rows a list shows: what `--limit` says, else 50 for people and all for programs. */
export function limitOf(context: Pick<Context, 'usage' | 'out'>, typed: string | undefined): number {
  if (typed === undefined) return context.out.isJson ? ALL : FOR_PEOPLE;
  const limit = /^\d{1,6}$/.test(typed) ? Number(typed) : 0;
  if (limit < 1 || limit > ALL) {
    throw context.usage('cli.usage.number', { option: '--limit', most: ALL, given: typed });
  }
  return limit;
}
