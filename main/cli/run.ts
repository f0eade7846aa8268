/** One run of the command line, from its arguments to its exit code. */
import { MailpinError, toMailpinError } from '../../app/errors.ts';
import { localesOfEnvironment } from '../../resources/locales/languages.ts';
import { textFor, type Text, type TextKey, type TextValues } from '../../resources/text.ts';
import type { Answer, Command } from './command.ts';
import { COMMANDS } from './commands.ts';
import { engineSession } from './engine-session.ts';
import { reportError } from './error-report.ts';
import { findCommand, type CommandLine } from './find-command.ts';
import { commandHelp, programHelp, usageLines } from './help-words.ts';
import { SECRET_PLACES, type ExitCode, type Host } from './host.ts';
import { oneOf } from './option-values.ts';
import { outputTo, type Output } from './output.ts';

export async function runCommandLine(host: Host): Promise<ExitCode> {
  const line = findCommand(host.argv, COMMANDS);
  // What a program reads says the same in every language.
  const text = line.globals.json === true ? textFor('en') : textFor(...localesOfEnvironment(host.env));
  const out = outputTo(host.stdout, line.globals.json === true);
  try {
    const answer = infoAnswer(host, text, line) ?? (await carryOut(host, text, out, line));
    if (answer === null) return 0;
    if (out.isJson) out.document(answer.document);
    else out.lines(answer.lines());
    return answer.isFailed === true ? 1 : 0;
  } catch (thrown) {
    const error = toMailpinError(thrown);
    reportError({ host, text, out, command: line.command?.name ?? '' }, error);
    return error.code === 'input.usage' ? 2 : 1;
  }
}

/** What `--version` and `--help` ask for; null when neither was given. */
function infoAnswer(host: Host, text: Text, { globals, command }: CommandLine): Answer | null {
  if (globals.version === true) {
    return { document: { version: host.version }, lines: () => [`mailpin ${host.version}`] };
  }
  if (globals.help !== true) return null;
  const lines = command === null ? programHelp(text, COMMANDS) : commandHelp(text, command);
  return { document: { help: lines }, lines: () => lines };
}

async function carryOut(host: Host, text: Text, out: Output, line: CommandLine): Promise<Answer | null> {
  const { command, name, globals, rest } = line;
  const usage = (key: TextKey, values?: TextValues): MailpinError => usageError(text, command, key, values);
  if (name === null) throw usage('cli.usage.no-command');
  if (command === null) throw usage('cli.usage.unknown-command', { command: name });
  const secrets = oneOf({ usage }, '--secrets', SECRET_PLACES, textOption(globals.secrets) ?? 'keychain');
  const named = textOption(globals.profile);
  const profile = { dir: host.profileDir(named), isNamed: named !== undefined };
  const session = engineSession(host, { profileDir: profile.dir, secrets });
  try {
    return await command.run({ host, text, out, secrets, profile, usage, engine: () => session.open() }, rest);
  } finally {
    await session.close();
  }
}

function usageError(text: Text, command: Command | null, key: TextKey, values: TextValues = {}): MailpinError {
  const usage = command === null ? 'mailpin help' : usageLines(command).join('\n     ');
  return new MailpinError('input.usage', { problem: text.format(key, values), usage });
}

/** An option that takes a value but got none is `true` here; the command's own reading of its arguments refuses it. */
function textOption(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
