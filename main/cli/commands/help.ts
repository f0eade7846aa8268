import { command, type Command } from '../command.ts';
import { commandHelp, programHelp } from '../help-words.ts';

/** The command that explains the others, and itself. */
export function helpOn(others: readonly Command[]): Command {
  const help: Command = command({
    name: 'help',
    forms: ['[COMMAND]'],
    summary: 'cli.command.help',
    options: {},
    operands: [0, 2],
    run: ({ text, usage }, { operands }) => {
      const commands = [...others, help];
      const wanted = operands.join(' ');
      const found = commands.filter(({ name }) => name === wanted || name.startsWith(`${wanted} `));
      if (wanted !== '' && found.length === 0) throw usage('cli.usage.unknown-command', { command: wanted });
      const lines = wanted === '' ? programHelp(text, commands) : found.flatMap((one) => commandHelp(text, one));
      return Promise.resolve({ document: { help: lines }, lines: () => lines });
    },
  });
  return help;
}
