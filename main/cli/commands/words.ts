import { WORD_LANGUAGES, type WordLanguage } from '../../../app/domain/personal.ts';
import type { TextKey } from '../../../resources/text.ts';
import { command, type Command, type Context } from '../command.ts';
import { oneOf } from '../option-values.ts';

/** `words list`: what makes a mail wait for a yes. */
export const wordsList = command({
  name: 'words list',
  forms: ['[--language en|de|fr|it|ja]'],
  summary: 'cli.command.words-list',
  options: { language: { type: 'string' } },
  operands: [0, 0],
  async run(context, { options }) {
    const { text } = context;
    const wanted = options.language === undefined ? null : languageOf(context, options.language);
    const list = await (await context.engine()).call('words.list', {});
    const words = list.words.filter(({ language }) => wanted === null || language === wanted);
    const lines = (): string[] => [
      ...WORD_LANGUAGES.filter((language) => wanted === null || language === wanted).map((language) =>
        text.format('cli.words.line', {
          language,
          words: words
            .filter((one) => one.language === language && one.isOn)
            .map(({ word }) => word)
            .join(', '),
        }),
      ),
      ...(words.some(({ isOn }) => !isOn)
        ? [
            text.format('cli.words.off', {
              words: words
                .filter(({ isOn }) => !isOn)
                .map(({ word }) => word)
                .join(', '),
            }),
          ]
        : []),
      ...(list.addresses.length > 0
        ? [text.format('cli.words.addresses', { addresses: list.addresses.join(', ') })]
        : []),
    ];
    return { document: { ...list, words }, lines };
  },
});

export const wordsAdd = edit('words add', true, 'cli.command.words-add');
export const wordsRemove = edit('words remove', false, 'cli.command.words-remove');

function edit(name: string, isOn: boolean, summary: TextKey): Command {
  return command({
    name,
    forms: ['WORD... --language en|de|fr|it|ja', 'ADDRESS'],
    summary,
    options: { language: { type: 'string' } },
    operands: [1, 20],
    async run(context, { options, operands }) {
      const written = operands.join(' ');
      const engine = await context.engine();
      if (written.includes('@')) {
        await engine.call(isOn ? 'words.add-address' : 'words.remove-address', { address: written });
      } else {
        if (options.language === undefined) throw context.usage('cli.usage.language-missing');
        const order = { language: languageOf(context, options.language), word: written };
        await engine.call(isOn ? 'words.add' : 'words.remove', order);
      }
      return {
        document: { word: written, isOn },
        lines: () => [
          context.text.format(isOn ? 'cli.words.added' : 'cli.words.removed', { word: written }),
          context.text.format('cli.words.see-held'),
        ],
      };
    },
  });
}

function languageOf(context: Context, typed: string): WordLanguage {
  return oneOf(context, '--language', WORD_LANGUAGES, typed);
}
