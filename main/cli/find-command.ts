import { parseArgs } from 'node:util';
import type { Command } from './command.ts';
import { GLOBAL_OPTIONS } from './global-options.ts';

/** The beginning of a command line: who is asked, and what is left for it. */
export interface CommandLine {
  readonly globals: ReturnType<typeof readGlobals>['values'];
  /** Null when no command is named. */
  readonly name: string | null;
  readonly command: Command | null;
  /** Arguments without the command's name. */
  readonly rest: readonly string[];
}

/** Other words for the first word of a command, which people type from habit. */
const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ['accounts', 'account'],
  ['cards', 'card'],
  ['mailboxes', 'mailbox'],
  ['thread', 'threads'],
  ['link', 'links'],
  ['filters', 'filter'],
  ['blocked', 'blocklist'],
  ['suggestion', 'suggestions'],
]);

/**
 * Finds the command by the longest name that begins the operands: `card list` before `card`. A group named alone means its
 * list: `account` is `account list`.
 */
export function findCommand(args: readonly string[], commands: readonly Command[]): CommandLine {
  const named = (name: string): Command | undefined => commands.find((command) => command.name === name);
  const asked = named(operandsOf(readGlobals(args))[0]?.value ?? '');
  const argv = asked?.hasMinusWords === true ? args.map(withMinusSign) : args;
  const read = readGlobals(argv);
  const { values: globals } = read;
  const [first, second] = operandsOf(read);
  if (first === undefined) return { globals, name: null, command: null, rest: argv };
  const word = SYNONYMS.get(first.value) ?? first.value;
  const without = (...taken: readonly { readonly index: number }[]): readonly string[] =>
    argv.filter((_argument, index) => !taken.some((token) => token.index === index));

  const pair = second === undefined ? undefined : named(`${word} ${second.value}`);
  if (pair !== undefined && second !== undefined) {
    return { globals, name: pair.name, command: pair, rest: without(first, second) };
  }
  const single = named(word) ?? (second === undefined ? named(`${word} list`) : undefined);
  const isGroup = commands.some((command) => command.name.startsWith(`${word} `));
  const name = single?.name ?? (isGroup && second !== undefined ? `${word} ${second.value}` : word);
  return { globals, name, command: single ?? null, rest: without(first) };
}

/** `-valves` is a part of a search and no bundle of options: the search language reads the minus sign as well. */
function withMinusSign(argument: string): string {
  return argument.replace(/^-(?=[^-].)/u, '\u2212');
}

function operandsOf({ tokens }: ReturnType<typeof readGlobals>) {
  return tokens.filter((token) => token.kind === 'positional');
}

function readGlobals(argv: readonly string[]) {
  return parseArgs({ args: [...argv], options: GLOBAL_OPTIONS, strict: false, allowPositionals: true, tokens: true });
}
