import { isTextKey, type Text } from '../../resources/text.ts';
import type { Syntax } from './read-arguments.ts';
import { GLOBAL_OPTIONS } from './global-options.ts';
import { table } from './table.ts';

const PLAIN = [{ title: '' }, { title: '' }];

/** How a command is written, one line a form. */
export function usageLines(syntax: Pick<Syntax, 'name' | 'forms'>): string[] {
  return syntax.forms.map((form) => `mailpin ${syntax.name} ${form}`.trimEnd());
}

export function commandHelp(text: Text, syntax: Syntax): string[] {
  const options = Object.keys(syntax.options);
  return [
    ...usageLines(syntax),
    '',
    `  ${text.format(syntax.summary)}`,
    ...(options.length === 0 ? [] : ['', ...optionLines(text, options)]),
    '',
  ];
}

export function programHelp(text: Text, commands: readonly Syntax[]): string[] {
  return [
    text.format('cli.help.what'),
    '',
    ...pairs(commands.map((syntax) => [syntax.name, text.format(syntax.summary)])),
    '',
    text.format('cli.help.everywhere'),
    ...optionLines(text, Object.keys(GLOBAL_OPTIONS)),
    '',
    text.format('cli.help.names'),
    text.format('cli.help.exit-codes'),
    text.format('cli.help.more'),
  ];
}

function optionLines(text: Text, names: readonly string[]): string[] {
  return pairs(
    names.map((name) => {
      const key = `cli.option.${name}`;
      return [`--${name}`, isTextKey(key) ? text.format(key) : ''];
    }),
  );
}

function pairs(rows: readonly (readonly string[])[]): string[] {
  return table(PLAIN, rows, null)
    .slice(1)
    .map((line) => `  ${line}`);
}
