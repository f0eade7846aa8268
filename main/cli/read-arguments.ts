import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import type { MailpinError } from '../../app/errors.ts';
import type { TextKey, TextValues } from '../../resources/text.ts';
import { GLOBAL_OPTIONS } from './global-options.ts';

/** How a command is written. */
export interface Syntax<Options extends ParseArgsOptionsConfig = ParseArgsOptionsConfig> {
  /** One or two words. */
  readonly name: string;
  /** What follows the name, one line a form. Placeholders are in capitals. */
  readonly forms: readonly string[];
  readonly summary: TextKey;
  readonly options: Options;
  /** Fewest and most arguments besides options. */
  readonly operands: readonly [least: number, most: number];
  /** Its words may begin with a minus sign: `search pumps -valves`. `-h` and `-V` alone stay options. */
  readonly hasMinusWords?: boolean;
}

export type OptionValues<Options extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: Options; strict: true; allowPositionals: true }>
>['values'];

type Refuse = (key: TextKey, values: TextValues) => MailpinError;

/**
 * The options and operands of a command, checked. Throws what `refuse` makes.
 * Options may stand anywhere; after `--` everything is an operand, and `-` alone is one.
 */
export function readArguments<Options extends ParseArgsOptionsConfig>(
  syntax: Syntax<Options>,
  argv: readonly string[],
  refuse: Refuse,
): { readonly options: OptionValues<Options>; readonly operands: readonly string[] } {
  const options = { ...GLOBAL_OPTIONS, ...syntax.options };
  checkOptions(options, argv, refuse);
  const { values, positionals } = parseArgs({ args: [...argv], options, strict: true, allowPositionals: true });
  const [least, most] = syntax.operands;
  if (positionals.length < least) throw refuse('cli.usage.too-few', { least, given: positionals.length });
  const [unexpected] = positionals.slice(most);
  if (unexpected !== undefined) throw refuse('cli.usage.too-many', { argument: unexpected });
  return { options: values, operands: positionals };
}

/** Finds what parseArgs would refuse, to say it in our words. */
function checkOptions(options: ParseArgsOptionsConfig, argv: readonly string[], refuse: Refuse): void {
  const { tokens } = parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const known = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (known === undefined) throw refuse('cli.usage.unknown-option', { option: token.rawName });
    if (known.type === 'boolean' && token.value !== undefined) {
      throw refuse('cli.usage.no-value', { option: token.rawName });
    }
    const isMissing = token.value === undefined || (!token.inlineValue && /^-./.test(token.value));
    if (known.type === 'string' && isMissing) throw refuse('cli.usage.value-missing', { option: token.rawName });
  }
}
