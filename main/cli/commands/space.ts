import type { SpaceFacts } from '../../../app/contract/space-views.ts';
import type { Text } from '../../../resources/text.ts';
import { command } from '../command.ts';
import { bytesWords } from '../space-words.ts';

export const space = command({
  name: 'space',
  forms: ['[--compact]'],
  summary: 'cli.command.space',
  options: { compact: { type: 'boolean' } },
  operands: [0, 0],
  async run({ engine: open, text }, { options }) {
    const engine = await open();
    if (options.compact === true) await engine.call('space.compact', {});
    const facts = await engine.call('space.get', {});
    return { document: facts, lines: () => spaceLines(text, facts) };
  },
});

function spaceLines(text: Text, facts: SpaceFacts): string[] {
  const size = (bytes: number): string => bytesWords(text, bytes);
  return [
    text.format('cli.space.database', { size: size(facts.databaseBytes), free: size(facts.freeBytes) }),
    text.format('cli.space.parts', {
      mails: size(facts.mailBytes),
      bodies: size(facts.bodyBytes),
      index: size(facts.indexBytes),
      other: size(facts.otherBytes),
    }),
    ...facts.accounts.map(({ address, mailCount, serverBytes, bodyBytes }) =>
      text.format('cli.space.account', {
        address,
        count: mailCount,
        server: size(serverBytes),
        bodies: size(bodyBytes),
      }),
    ),
    text.format('cli.space.kept'),
  ];
}
