/** What a command is: how it is written, and what it does. */
import type { ParseArgsOptionsConfig } from 'node:util';
import type { MailpinApi } from '../../app/contract/api.ts';
import type { MailpinError } from '../../app/errors.ts';
import type { Text, TextKey, TextValues } from '../../resources/text.ts';
import type { Host, SecretPlace } from './host.ts';
import type { Output } from './output.ts';
import { readArguments, type OptionValues, type Syntax } from './read-arguments.ts';

/** What a command works with. */
export interface Context {
  readonly host: Host;
  readonly text: Text;
  readonly out: Output;
  readonly secrets: SecretPlace;
  readonly profile: {
    /** Absolute. */
    readonly dir: string;
    /** Whether the user said which. */
    readonly isNamed: boolean;
  };
  /** The engine on the chosen profile, opened when the first command asks for it. Calls reject with `cancelled` on Ctrl-C. */
  readonly engine: () => Promise<MailpinApi>;
  /** An `input.usage` of this command: what was expected, and how the command is written. */
  readonly usage: (key: TextKey, values?: TextValues) => MailpinError;
}

/** What a command found or did: one document for programs, lines for people. */
export interface Answer {
  readonly document: unknown;
  readonly lines: () => readonly string[];
  /** Done in part: the exit code is 1, the document says what failed. */
  readonly isFailed?: boolean;
}

interface Definition<Options extends ParseArgsOptionsConfig> extends Syntax<Options> {
  readonly run: (context: Context, given: Given<Options>) => Promise<Answer | null>;
}
export interface Given<Options extends ParseArgsOptionsConfig> {
  readonly options: OptionValues<Options>;
  readonly operands: readonly string[];
}

export interface Command extends Syntax {
  /** Reads the arguments after the command's name and carries it out; null when everything was printed on the way. */
  readonly run: (context: Context, argv: readonly string[]) => Promise<Answer | null>;
}

/** Ties the types of a command's options to its function. */
export function command<const Options extends ParseArgsOptionsConfig>(definition: Definition<Options>): Command {
  return {
    ...definition,
    run: (context, argv) =>
      definition.run(
        context,
        readArguments(definition, argv, (key, values) => context.usage(key, values)),
      ),
  };
}
